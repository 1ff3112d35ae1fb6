#include "maas/predict.h"

#include <algorithm>
#include <variant>

#include "base/exceptions.h"
#include "inference/batch_engine.h"
#include "maas/error.h"
#include "store/resolve.h"
#include "tensor/boundary.h"
#include "tensor/runtime.h"

namespace maas {
namespace {

/// Whether an error is of one input, and the others may be answered.
bool is_of_input(ErrorCode code) {
  return code == ErrorCode::kInvalidData || code == ErrorCode::kNotFound ||
         code == ErrorCode::kIo || code == ErrorCode::kUsage;
}

/// Asks a model about records, batch by batch, as the server does.
class Predictor {
 public:
  Predictor(const PredictOptions& options, const PredictSink& sink, Progress& progress)
      : options_(options),
        sink_(sink),
        progress_(progress),
        engine_(inference::load_model(store::resolve_model(options.model.text).directory,
                                      options.digest_check)),
        records_(engine_.encoder().records(options.inputs)),
        is_lone_(records_->count() == 1) {}

  void run() {
    while (next()) {
      progress_.stop_if_asked();
      read();
      if (std::ssize(batch_) == options_.batch) answer();
    }
    answer();
  }

 private:
  /// A record, and its inputs or what is the matter with it.
  struct Asked {
    std::string name;
    std::variant<inference::HostTensors, Error> inputs;
  };

  /// What was read before a file that cannot be opened is answered all the same.
  bool next() {
    try {
      return records_->next();
    } catch (const Error&) {
      answer();
      throw;
    }
  }

  void read() {
    Asked asked{.name = records_->name(), .inputs = {}};
    try {
      asked.inputs = records_->read();
    } catch (const Error& error) {
      const bool ends_all = is_lone_ && !sink_.is_told_of_a_lone_one;
      if (!is_of_input(error.code()) || ends_all) throw;
      asked.inputs = error;
    }
    batch_.push_back(std::move(asked));
  }

  /// Tells of the batch's records in order; those that could be read are run together.
  void answer() {
    std::vector<const inference::HostTensors*> requests;
    for (const Asked& asked : batch_) {
      if (const auto* inputs = std::get_if<inference::HostTensors>(&asked.inputs)) {
        requests.push_back(inputs);
      }
    }
    const auto answers =
        requests.empty() ? std::vector<inference::Answer>() : engine_.run(requests);
    auto next = answers.begin();
    for (const Asked& asked : batch_) {
      if (const auto* error = std::get_if<Error>(&asked.inputs))
        refuse(asked.name, *error);
      else
        tell(asked.name, *next++);
    }
    done_ += std::ssize(batch_);
    batch_.clear();
    show_progress();
  }

  void tell(const std::string& name, const inference::Answer& answer) {
    if (const auto* error = std::get_if<Error>(&answer)) throw *error;
    const auto& outputs = std::get<inference::HostTensors>(answer);
    sink_.answer(engine_.model().task->told(name, outputs, options_.top));
  }

  void refuse(const std::string& name, const Error& error) {
    sink_.refuse({name, {std::string(base::name_of(error.code())), error.what()}});
  }

  void show_progress() {
    if (records_->count() < 0) return;
    progress_.update({.stage = "predict",
                      .done = static_cast<double>(done_),
                      .total = static_cast<double>(records_->count()),
                      .unit = "input"});
  }

  const PredictOptions& options_;
  const PredictSink& sink_;
  Progress& progress_;
  inference::BatchEngine engine_;
  std::unique_ptr<encoders::Records> records_;
  bool is_lone_;
  std::vector<Asked> batch_;
  std::int64_t done_ = 0;
};

}  // namespace

void predict(const PredictOptions& options, const PredictSink& sink, Progress& progress) {
  tensor::at_boundary([&] {
    tensor::device_of(options.device);
    tensor::set_compute_threads(options.threads);
    Predictor(options, sink, progress).run();
  });
}

}  // namespace maas
