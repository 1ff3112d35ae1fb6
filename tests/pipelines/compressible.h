#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "data/idx/card.h"
#include "inference/model.h"
#include "maas/quantize.h"
#include "models/lenet/card.h"
#include "models/mlp/card.h"
#include "models/resnet/card.h"
#include "nn/initialize.h"
#include "pipelines/compression/finetune.h"
#include "recipe/resolved.h"
#include "support/memory_dataset.h"
#include "support/support.h"
#include "tasks/image_classification/image_classification.h"
#include "tensor/network_state.h"
#include "training/optimizers/adam/card.h"

/// A small model in a directory, with data that it can be judged and trained by.
namespace maas::test {

/// Hears what is said, and asks to stop before the given question.
class ScriptedProgress final : public Progress {
 public:
  void log(LogLevel level, std::string_view message) override {
    if (level == LogLevel::kWarning) warnings.emplace_back(message);
  }
  void update(const ProgressUpdate& update) override {
    if (update.stage == stop_in) stop_ = request;
  }
  StopRequest stop_requested() const override { return stop_; }
  bool take_save_request() override { return false; }
  void stop_now() { stop_ = request; }

  std::vector<std::string> warnings;
  std::string stop_in;  ///< stage in which a signal comes
  StopRequest request = StopRequest::kTerminate;

 private:
  StopRequest stop_ = StopRequest::kNone;
};

inline void write_big_endian(std::ofstream& file, std::uint32_t value) {
  for (const int shift : {24, 16, 8, 0}) file.put(static_cast<char>(value >> shift));
}

/// Writes samples of `MemoryDataset` as a pair of IDX files.
inline void write_idx(const std::filesystem::path& folder, const std::string& stem,
                      const data::Pictures& samples) {
  std::ofstream images(folder / (stem + "-images-idx3-ubyte"), std::ios::binary);
  std::ofstream labels(folder / (stem + "-labels-idx1-ubyte"), std::ios::binary);
  write_big_endian(images, 0x803);
  const data::ImageShape shape = samples.shape(0);
  for (const std::int64_t size : {samples.size(), shape.height, shape.width}) {
    write_big_endian(images, static_cast<std::uint32_t>(size));
  }
  write_big_endian(labels, 0x801);
  write_big_endian(labels, static_cast<std::uint32_t>(samples.size()));
  formats::Image image;
  for (std::int64_t i = 0; i < samples.size(); ++i) {
    samples.read(i, formats::kWhite, image);
    for (const std::uint8_t pixel : image.pixels) images.put(static_cast<char>(pixel));
    labels.put(static_cast<char>(samples.label(i)));
  }
}

/// A folder with data, and a model of these data in `model`.
class Compressible : public testing::Test {
 protected:
  static constexpr data::ImageShape kShape{1, 12, 12};
  static constexpr std::int64_t kClasses = 4;

  Compressible() {
    std::filesystem::create_directory(folder_ / "data");
    write_idx(folder_ / "data", "train", MemoryDataset(256, kShape, kClasses));
    write_idx(folder_ / "data", "t10k", MemoryDataset(100, kShape, kClasses, /*seed=*/1));
    recipe.task.name = "image-classification";
    recipe.model.network = {
        "lenet", AnyOptions::of(models::LenetOptions{.channels = {4, 6}, .hidden = {20, 12}})};
    recipe.data.train.layout = layout();
    recipe.data.test = SplitBlock{.layout = layout()};
    recipe.data.loader = {.global_batch = 16, .workers = 0};
    recipe.optim.optimizer = {"adam", AnyOptions::of(optimizers::AdamOptions{{.lr = 0.005}})};
    recipe.train.until = {20, Span::Unit::kEpoch};
    publish();
  }

  /// A small network with batch norms.
  static Component resnet() {
    return {"resnet", AnyOptions::of(models::ResnetOptions{
                          .embedding_size = 6, .hidden_sizes = {6, 8}, .depths = {1, 1}})};
  }

  Component layout() const {
    return {"idx", AnyOptions::of(
                       data::IdxOptions{.path = {(folder_ / "data").string()},
                                        .classes = MemoryDataset(1, kShape, kClasses).classes()})};
  }

  /// The recipe's task, fitted to pictures of this size.
  std::unique_ptr<tasks::Task> task() const {
    const MemoryDataset pictures(8, kShape, kClasses);
    return tasks::make_image_classification({.train = &pictures, .data = &recipe.data}, {});
  }

  inference::ModelDescription description() const {
    return {.architecture = recipe.model.network,
            .task = {recipe.task.name, {}},
            .problem = {.input = {1, kShape.height, kShape.width}, .outputs = kClasses}};
  }

  /// Publishes the recipe's network with fresh weights.
  void publish() const { publish(recipe::resolved_json(recipe).dump()); }
  void publish(const std::string& recorded) const {
    const auto network = inference::build_network(description());
    nn::initialize(*network, "kaiming", 2);
    publish(*network, *task(),
            {.recipe = recorded, .lineage = {{.command = "train", .source = "recipe.yaml"}}});
  }

  /// Publishes a network with its weights.
  void publish(const models::Network& network, const tasks::Task& of,
               const store::ModelManifest& manifest) const {
    const inference::ModelDescription described = description();
    const tensor::NamedTensors weights = tensor::state_of(network).all();
    inference::publish_model(model(),
                             {.description = described,
                              .task = of,
                              .weights = weights,
                              .seen = seen,
                              .manifest = manifest},
                             /*force=*/true);
  }

  /// Trains the model where it lies.
  void train() {
    const inference::Model trained = inference::load_model(model());
    pipelines::fine_tune(trained, recipe, {}, folder_ / "scratch", progress);
    publish(*trained.network, *trained.task, trained.manifest());
  }

  /// Returns what lies in the folder, hidden entries too.
  std::vector<std::string> entries() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  std::filesystem::path model() const { return folder_ / "model"; }
  std::filesystem::path output() const { return folder_ / "smaller"; }

  Recipe recipe;
  std::optional<store::SeenSamples> seen = store::SeenSamples();  ///< of a model to publish
  ScriptedProgress progress;
  TemporaryDirectory folder_;
};

}  // namespace maas::test
