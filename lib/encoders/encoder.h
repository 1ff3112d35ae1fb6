#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/hashing.h"
#include "data/dataset.h"
#include "feed/source.h"
#include "maas/recipe.h"
#include "maas/signature.h"
#include "store/model_files.h"
#include "store/model_writer.h"
#include "tensor/host_tensor.h"
#include "tensor/problem.h"

/// From raw records of a kind of data to a network's inputs: the same for training, judging, the
/// command line and requests.
namespace maas::encoders {

using tensor::Demand;
using tensor::HostTensor;
using tensor::HostTensors;

/// What encoders and tasks are made from: training samples that they are fitted to, or the files of
/// a published model. With both, inputs are made as the model makes them, and answers are those of
/// the samples unless the model has the same.
struct Basis {
  const data::Dataset* train = nullptr;
  const store::ModelFiles* model = nullptr;
  const DataBlock* data = nullptr;    ///< of the recipe that trains; null: nothing trains
  std::vector<std::int64_t> top_k{};  ///< k of the top-k accuracies among the metrics
};

/// What samples are read for.
enum class Use { kTrain, kJudge };

/// Records that a command line names, one after the other.
class Records {
 public:
  virtual ~Records() = default;

  /// How many there are; -1: that shows at the end.
  virtual std::int64_t count() const { return -1; }

  /// Goes on to the next one; false: there is none.
  /// @throws Error if it cannot be found where the next one begins
  virtual bool next() = 0;

  /// What a person calls the record.
  virtual std::string name() const = 0;

  /// Returns the record as `Encoder::prepare` would, a sample of its own.
  /// @throws Error kNotFound, kInvalidData, kIo, kUsage of the record; the next ones can be read
  virtual HostTensors read() = 0;
};

/// An encoder of one kind of data. Thread-safe.
class Encoder {
 public:
  virtual ~Encoder() = default;

  /// Name of the part of a batch that the network takes.
  virtual std::string_view part() const = 0;

  /// The shape of one sample as the network takes it; empty: a sequence of any length.
  virtual std::vector<std::int64_t> shape() const = 0;

  /// How many different tokens there are; 0: inputs are numbers.
  virtual std::int64_t vocabulary() const { return 0; }

  /// What the graphs are whose nodes networks read; null: samples are no graphs.
  virtual std::shared_ptr<const tensor::GraphProblem> graph() const { return nullptr; }

  /// Says what raw samples are, for people: "grey of 28x28".
  virtual std::string text() const = 0;

  /// Returns the parts of batches that the network takes of a set.
  virtual feed::Parts parts(std::shared_ptr<const data::Dataset> set, Use use) const = 0;

  /// Writes what it has learned beside the model's weights, or into `config.json`.
  virtual void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const = 0;

  /// What clients send.
  virtual std::vector<TensorSpec> inputs() const = 0;

  /// Returns what a request takes, without decoding anything; undoes base 64 where it stands for
  /// something encoded.
  /// @throws Error kInvalidData if a name, type, shape, value or header does not fit, or if the
  ///   request takes more than any may
  virtual Demand check(HostTensors& inputs) const = 0;

  /// Turns inputs that `check` has accepted into the parts of a batch.
  /// @throws Error kInvalidData if what is encoded is broken, or is not what its header said
  virtual HostTensors prepare(HostTensors inputs) const = 0;

  /// Returns a request of random samples.
  virtual HostTensors random_request(std::int64_t samples, base::Random& random) const = 0;

  /// Returns the records that a command line names.
  /// @throws Error kInvalidData, kNotFound, kIo
  virtual std::unique_ptr<Records> records(const std::vector<std::string>& arguments) const = 0;

  /// Draws a sample as a report shows it.
  /// @return a PNG file, small enough to be one of many; empty if there is nothing to draw
  virtual std::string picture(const data::Dataset& /*set*/, std::int64_t /*index*/) const {
    return "";
  }
};

}  // namespace maas::encoders
