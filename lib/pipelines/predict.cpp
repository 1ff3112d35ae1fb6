#include "maas/predict.h"

#include <algorithm>
#include <numeric>

#include "base/exceptions.h"
#include "inference/classifier.h"
#include "maas/error.h"
#include "pipelines/picture_inputs.h"
#include "store/resolve.h"
#include "tensor/boundary.h"
#include "tensor/runtime.h"

namespace maas {
namespace {

/// @param row  [classes], probabilities
Prediction prediction_of(const std::string& input, const float* row,
                         const std::vector<std::string>& labels, std::int64_t top) {
  std::vector<std::size_t> order(labels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto shown = std::min(order.size(), static_cast<std::size_t>(top));
  std::partial_sort(
      order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(),
      [&](std::size_t a, std::size_t b) { return row[a] != row[b] ? row[a] > row[b] : a < b; });
  Prediction prediction{.input = input, .label = labels[order[0]], .probability = row[order[0]]};
  for (std::size_t i = 0; i < shown; ++i) {
    prediction.top.push_back({labels[order[i]], row[order[i]]});
  }
  return prediction;
}

/// Whether an error is of one input, and the others may be answered.
bool is_of_input(ErrorCode code) {
  return code == ErrorCode::kInvalidData || code == ErrorCode::kNotFound ||
         code == ErrorCode::kIo || code == ErrorCode::kUsage;
}

/// Asks a model about inputs, batch by batch.
class Predictor {
 public:
  Predictor(const PredictOptions& options, const PredictSink& sink, Progress& progress)
      : options_(options),
        sink_(sink),
        progress_(progress),
        classifier_(inference::load_model(store::resolve_model(options.model.text).directory,
                                          options.digest_check)),
        reader_(classifier_.model().description.raw_shape.channels,
                classifier_.model().pipeline().background()),
        inputs_(pipelines::without_folders(options.inputs)) {}

  void run() {
    const auto batch = static_cast<std::size_t>(options_.batch);
    for (std::size_t first = 0; first < inputs_.size(); first += batch) {
      const std::size_t end = std::min(first + batch, inputs_.size());
      answer(first, end);
      progress_.update({.stage = "predict",
                        .done = static_cast<double>(end),
                        .total = static_cast<double>(inputs_.size()),
                        .unit = "input"});
    }
  }

 private:
  /// Answers inputs at once or, if one of them cannot be read, one by one.
  void answer(std::size_t first, std::size_t end) {
    at::Tensor scores;  // [end - first, classes]
    try {
      scores = scores_of(first, end);
    } catch (const Error& error) {
      if (!is_of_input(error.code()) || (inputs_.size() == 1 && !sink_.is_told_of_a_lone_one))
        throw;
      if (end - first == 1) return refuse(first, error);
      for (std::size_t i = first; i < end; ++i) answer(i, i + 1);
      return;
    }
    const float* row = scores.const_data_ptr<float>();
    for (std::size_t i = first; i < end; ++i, row += scores.size(1)) {
      sink_.answer(prediction_of(inputs_[i].name, row, classifier_.model().description.labels,
                                 options_.top));
    }
  }

  at::Tensor scores_of(std::size_t first, std::size_t end) {
    std::vector<transforms::Image> images(end - first);
    for (std::size_t i = first; i < end; ++i) {
      progress_.stop_if_asked();
      reader_.read(inputs_[i], images[i - first]);
    }
    return classifier_.probabilities(images);
  }

  void refuse(std::size_t index, const Error& error) {
    sink_.refuse({inputs_[index].name, {std::string(base::name_of(error.code())), error.what()}});
  }

  const PredictOptions& options_;
  const PredictSink& sink_;
  Progress& progress_;
  inference::Classifier classifier_;
  pipelines::PictureReader reader_;
  std::vector<pipelines::PictureInput> inputs_;
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
