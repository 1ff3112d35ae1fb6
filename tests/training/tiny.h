#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <ATen/Parallel.h>

#include "maas/catalog.h"
#include "models/mlp/card.h"
#include "models/registry.h"
#include "nn/initialize.h"
#include "support/labelled_pictures.h"
#include "support/memory_dataset.h"
#include "support/support.h"
#include "tasks/image_classification/image_classification.h"
#include "tensor/network_state.h"
#include "training/loop.h"

namespace maas::training {

/// Checkpoints are synced at no cost in memory: where there is such a folder, all of this program's
/// temporary directories are in it.
inline const bool kInMemory =
    access("/dev/shm", W_OK) == 0 && setenv("TMPDIR", "/dev/shm", /*overwrite=*/0) == 0;

/// Hears nothing, and asks for what a test has set.
class ScriptedProgress final : public Progress {
 public:
  void log(LogLevel, std::string_view) override {}
  void update(const ProgressUpdate& update) override {
    if (update.stage == "train") data_wait = update.data_wait;
  }
  StopRequest stop_requested() const override {
    return asked_++ >= stop_at ? request : StopRequest::kNone;
  }
  bool take_save_request() override { return std::exchange(save, false); }

  StopRequest request = StopRequest::kInterrupt;
  /// The question, counted in this run, at which a signal comes: one is asked before each step and
  /// between the two batches of a validation.
  int stop_at = 1 << 30;
  bool save = false;
  std::optional<double> data_wait;

 private:
  mutable int asked_ = 0;
};

/// Keeps what is recorded in memory, and the checkpoints in a directory.
class MemoryRecorder final : public Recorder {
 public:
  struct Line {
    std::string metric;
    double value;
    std::int64_t step;
    double epoch;
    friend bool operator==(const Line&, const Line&) = default;
  };

  explicit MemoryRecorder(std::filesystem::path directory) : directory_(std::move(directory)) {
    std::filesystem::create_directories(directory_);
  }

  void record(const std::string& split, const std::string& name, double value, std::int64_t step,
              double epoch) override {
    lines.push_back({split + "." + name, value, step, epoch});
  }
  std::int64_t sync() override { return static_cast<std::int64_t>(lines.size()); }
  std::filesystem::path checkpoint(std::int64_t step) const override {
    return directory_ / ("step-" + std::to_string(step));
  }
  void saved(std::int64_t step) override { steps_saved.push_back(step); }

  std::vector<Line> lines;
  std::vector<std::int64_t> steps_saved;

 private:
  std::filesystem::path directory_;
};

/// A training of 18 steps over 22 samples in batches of 4, so that each epoch ends unevenly, with
/// dropout and augmentation, and a checkpoint after every step.
inline Recipe tiny_recipe() {
  Recipe recipe;
  recipe.seed = 3;
  recipe.model.network = {"mlp",
                          AnyOptions::of(models::MlpOptions{.hidden = {8}, .dropout = 0.25})};
  recipe.data.loader = {.global_batch = 4, .micro_batch = 3, .workers = 0};
  recipe.data.augment = {{{"hflip", {}}}, {{"random-crop", {}}}};
  recipe.optim.optimizer = {"adam", {}};
  recipe.train.until = {3, Span::Unit::kEpoch};
  recipe.checkpoint.every = {1, Span::Unit::kStep};
  recipe.eval.every = {4, Span::Unit::kStep};
  recipe.eval.batch = 5;
  recipe.log.every = {3, Span::Unit::kStep};
  return recipe;
}

/// Everything that a loop needs, made from a recipe alone.
class TinyTraining {
 public:
  static constexpr std::int64_t kClasses = 3;
  static constexpr transforms::ImageShape kShape{1, 6, 5};
  inline static const DataBlock kPlain;  ///< neither pre-processing nor augmentation

  TinyTraining(Recipe of, const std::filesystem::path& directory, bool validates = true)
      : recipe(std::move(of)),
        recorder(directory),
        train(std::make_shared<test::MemoryDataset>(22, kShape, kClasses)),
        task(tasks::make_image_classification({.train = train.get(), .data = &kPlain, .top_k = {1}},
                                              {})),
        network(models::factories().make(recipe.model.network,
                                         {.input = {1, 6, 5}, .outputs = kClasses})) {
    at::set_num_threads(1);
    nn::initialize(*network, recipe.model.init, static_cast<std::uint64_t>(recipe.seed));
    if (!recipe.model.freeze.empty()) tensor::freeze(*network, recipe.model.freeze);
    if (validates) valid = std::make_shared<test::MemoryDataset>(9, kShape, kClasses);
  }

  /// The loop, made at the first call.
  Loop& loop() {
    if (!loop_) {
      std::vector<Component> augment;
      for (const TransformBlock& block : recipe.data.augment) augment.push_back(block.transform);
      loop_ = std::make_unique<Loop>(
          LoopParts{.network = *network,
                    .task = *task,
                    .recipe = recipe,
                    .plan = plan_of(recipe, train->size()),
                    .train = test::labelled_pictures(train, {augment, {}}),
                    .valid = valid ? test::labelled_pictures(valid, {}) : nullptr,
                    .hooks = hooks},
          recorder, progress);
    }
    return *loop_;
  }

  Recipe recipe;
  MemoryRecorder recorder;
  ScriptedProgress progress;
  std::shared_ptr<data::Dataset> train;
  std::shared_ptr<data::Dataset> valid;
  std::unique_ptr<tasks::Task> task;
  std::shared_ptr<models::Network> network;
  std::vector<std::shared_ptr<StepHook>> hooks;

 private:
  std::unique_ptr<Loop> loop_;
};

/// Whether two lists hold the same names and the same bytes.
inline bool same(const tensor::NamedTensors& a, const tensor::NamedTensors& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.first == y.first && x.second.equal(y.second);
  });
}

/// Copies of tensors as they are now.
inline tensor::NamedTensors copies(const tensor::NamedTensors& tensors) {
  tensor::NamedTensors result;
  for (const auto& [name, tensor] : tensors) result.emplace_back(name, tensor.detach().clone());
  return result;
}

}  // namespace maas::training
