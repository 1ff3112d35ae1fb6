#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/destination.h"
#include "data/dataset.h"
#include "inference/model.h"
#include "maas/compress.h"
#include "maas/progress.h"
#include "maas/recipe.h"
#include "recipe/gate.h"
#include "recipe/write.h"
#include "store/former_model.h"
#include "store/seen.h"
#include "tasks/task.h"

namespace maas::pipelines {

/// What a command that makes a model smaller is asked.
struct CompressionRequest {
  std::string command;
  std::string method;  ///< for the report: "rtn w8a8"
  CompressOptions options;
  std::map<std::string, std::string> lineage;  ///< the options that the result depends on
};

/// Takes the request out of the options of one of the commands.
template <class Options>
CompressionRequest request_of(std::string command, std::string method, const Options& options);

/// A model that is made smaller: how it is loaded, judged, published and compared.
class Compression {
 public:
  /// Loads the model and judges it, unless the output is up to date; what can be refused is refused
  /// before that.
  ///
  /// @param other_data  recipe that the changed model is trained by, with the data to judge by if
  ///   the model records none; may be null
  /// @throws Error kUsage (a gate is malformed, or its metric unknown), kDevice, kCannotCreate;
  ///   kInvalidRecipe if the model is int8 already; what load_model and judge throw
  Compression(CompressionRequest request, const Recipe* other_data, Progress& progress);

  const inference::Model& given() const { return given_; }

  /// Returns where the changed model is to be written.
  const std::filesystem::path& destination();

  /// Returns the report of a model that is there already, made of the same by the same; else
  /// nothing.
  std::optional<CompressReport> up_to_date() const;

  /// Loads the given model once more, to be changed.
  inference::Model copy() const {
    return inference::load_model(given_.directory, DigestCheck::kNone);
  }

  /// The metric that the models are compared by.
  const std::string& headline() const { return task_->metrics().front().name; }

  /// Returns the headline of a model on the test split, or nothing if there is none to judge by.
  std::optional<double> headline(const inference::Model& model) const;

  /// Adds a line to the report.
  void note(std::string line) { notes_.push_back(std::move(line)); }

  /// Judges the changed model, publishes it but in a dry run, and compares it with the given one.
  /// What another process has made of the same meanwhile is up to date.
  ///
  /// @param tensors  what goes into the file
  /// @throws Error kInterrupted and kTerminated before publishing; kCannotCreate, kIo
  CompressReport finish(const inference::Model& changed, const tensor::NamedTensors& tensors,
                        std::vector<LayerChange> layers);

 private:
  std::optional<tasks::Findings> judged(const inference::Model& model) const;
  std::optional<double> headline_in(const std::optional<tasks::Findings>& findings) const;
  std::vector<double> interval_in(const std::optional<tasks::Findings>& findings) const;
  void open_test(const Recipe* recipe);
  std::shared_ptr<const data::Dataset> unseen_test(const Recipe& recipe);
  store::ModelManifest manifest_of(const std::optional<tasks::Findings>& findings,
                                   const std::vector<GateResult>& gates) const;
  bool publish(const inference::Model& changed, const tensor::NamedTensors& tensors,
               store::ModelManifest manifest);
  /// @param finetuning  the samples of `finetune`
  store::LineageStep step_of(const Recipe* finetune, const data::Dataset* finetuning) const;
  Comparison compare_sizes(const inference::Model& published) const;
  void compare_times(const inference::Model& published, Comparison& comparison);

  base::Stopwatch watch_;
  CompressionRequest request_;
  Progress& progress_;
  std::vector<recipe::Gate> gates_;
  inference::Model given_;
  std::optional<base::Destination> destination_;
  std::unique_ptr<tasks::Task> task_;              ///< by which both models are judged
  std::shared_ptr<const data::Dataset> samples_;   ///< null: none to judge by
  std::shared_ptr<const feed::Source> judged_by_;  ///< the samples as the task makes them
  std::optional<store::SeenSamples> seen_;  ///< by the model and a fine-tuning; none: unknown
  store::LineageStep step_;
  store::FormerModel former_;                ///< in the output's place
  std::optional<tasks::Findings> findings_;  ///< of the given model
  std::vector<std::string> notes_;
};

/// Returns the options of a command as texts, without those that only say where and how to run.
std::map<std::string, std::string> lineage_options(const nlohmann::ordered_json& options);

template <class Options>
CompressionRequest request_of(std::string command, std::string method, const Options& options) {
  return {.command = std::move(command),
          .method = std::move(method),
          .options = options.common,
          .lineage = lineage_options(recipe::to_json_of(options))};
}

}  // namespace maas::pipelines
