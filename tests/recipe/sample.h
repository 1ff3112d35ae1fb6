#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "maas/catalog.h"
#include "recipe/loader.h"
#include "support/support.h"

/// A small recipe with a field of every kind, and the catalog that goes with it.
namespace maas::test {

struct SgdOptions {
  double lr = 0.01;
  double momentum = 0;
};
inline void describe(Fields& fields, SgdOptions& options) {
  fields("lr", options.lr, "learning rate").range(above(0));
  fields("momentum", options.momentum, "decay of the velocity").range(below(0, 1));
}

struct AdamOptions {
  double lr = 0.001;
  std::vector<double> betas = {0.9, 0.999};
};
inline void describe(Fields& fields, AdamOptions& options) {
  fields("lr", options.lr, "learning rate").range(above(0)).renamed_from("learning_rate");
  fields("betas", options.betas, "decays of the moments").range(below(0, 1));
}

struct MlpOptions {
  std::vector<std::int64_t> widths = {128};
  double dropout = 0;
};
inline void describe(Fields& fields, MlpOptions& options) {
  fields("widths", options.widths, "hidden widths").range(at_least(1));
  fields("dropout", options.dropout, "share of activations set to zero").range(below(0, 1));
}

struct LenetOptions {};
inline void describe(Fields&, LenetOptions&) {}

struct CropOptions {
  std::int64_t pad = 2;
};
inline void describe(Fields& fields, CropOptions& options) {
  fields("pad", options.pad, "pixels around the picture").range(at_least(0));
}

struct FlipOptions {
  double p = 0.5;
};
inline void describe(Fields& fields, FlipOptions& options) {
  fields("p", options.p, "probability").range(between(0, 1));
}

inline const Catalog& sample_catalog() {
  static const Catalog catalog = [] {
    Catalog all;
    all.add(Registry::kArchitecture, {"lenet", "", AnyOptions::of<LenetOptions>(), {}});
    all.add(Registry::kArchitecture, {"mlp", "", AnyOptions::of<MlpOptions>(), {}});
    all.add(Registry::kOptimizer, {"adam", "", AnyOptions::of<AdamOptions>(), {}});
    all.add(Registry::kOptimizer, {"sgd", "", AnyOptions::of<SgdOptions>(), {}});
    all.add(Registry::kTransform, {"hflip", "", AnyOptions::of<FlipOptions>(), {}});
    all.add(Registry::kTransform, {"random-crop", "", AnyOptions::of<CropOptions>(), {}});
    return all;
  }();
  return catalog;
}

struct SampleModel {
  Component network;
  std::string init = "kaiming";
};
inline void describe(Fields& fields, SampleModel& model) {
  fields.component("arch", model.network, Registry::kArchitecture, "the network").required();
  fields("init", model.init, "how weights begin").choices({"kaiming", "xavier"});
}

struct SampleOptim {
  Component optimizer{"adam", {}};
  std::optional<double> clip_norm;
};
inline void describe(Fields& fields, SampleOptim& optim) {
  fields.component("name", optim.optimizer, Registry::kOptimizer, "optimizer");
  fields("clip_norm", optim.clip_norm, "largest norm").range(above(0)).absent("none");
}

struct SampleTransform {
  Component transform;
};
inline void describe(Fields& fields, SampleTransform& transform) {
  fields.component("op", transform.transform, Registry::kTransform, "the transform").required();
}

struct SampleData {
  Path train;
  std::vector<SampleTransform> augment;
  std::vector<std::string> labels;
};
inline void describe(Fields& fields, SampleData& data) {
  fields("train", data.train, "samples").required();
  fields("augment", data.augment, "random transforms");
  fields("labels", data.labels, "names of the classes");
}

struct SampleStop {
  std::string on = "valid.loss";
  Span patience{5, Span::Unit::kEpoch};
};
inline void describe(Fields& fields, SampleStop& stop) {
  fields("on", stop.on, "metric");
  fields("patience", stop.patience, "how long to wait").range(above(0));
}

struct SampleTrain {
  Span until{10, Span::Unit::kEpoch};
  std::optional<Duration> max_time;
  std::optional<SampleStop> early_stop;
  bool shuffle = true;
};
inline void describe(Fields& fields, SampleTrain& train) {
  fields("until", train.until, "length").range(above(0));
  fields("max_time", train.max_time, "longest time").range(above(0)).absent("none");
  fields("early_stop", train.early_stop, "when to stop");
  fields("shuffle", train.shuffle, "whether the order is random");
}

struct SampleRecipe {
  std::int64_t seed = 42;
  std::string note;
  SampleModel model;
  SampleData data;
  SampleOptim optim;
  SampleTrain train;
  std::map<std::string, std::string> gates;
};
inline void describe(Fields& fields, SampleRecipe& recipe) {
  fields("seed", recipe.seed, "seed").range(at_least(0));
  fields("note", recipe.note, "a remark");
  fields("model", recipe.model, "the network").required();
  fields("data", recipe.data, "the samples").required();
  fields("optim", recipe.optim, "the optimizer");
  fields("train", recipe.train, "the training");
  fields("gates", recipe.gates, "limits");
}

/// The least that a sample recipe must say.
inline constexpr std::string_view kLeast = R"(schema: maas.recipe/v1
model: {arch: mlp}
data: {train: images}
)";

/// Reads a recipe from a text, with whatever is added to it.
inline SampleRecipe read_text(const std::string& text) {
  recipe::Document document = recipe::load_text(text, "r.yaml", sample_catalog());
  SampleRecipe sample;
  document.read(sample);
  document.throw_if_any();
  return sample;
}

inline SampleRecipe read_with(const std::string& more) {
  return read_text(std::string(kLeast) + more);
}

/// Reads a recipe from a request.
inline SampleRecipe read_request(const recipe::LoadRequest& request) {
  recipe::Document document = recipe::load(request, sample_catalog());
  SampleRecipe sample;
  document.read(sample);
  document.throw_if_any();
  return sample;
}

/// Returns what is said of a recipe, or an empty text if it is accepted.
template <class Read>
std::string complaint(Read read) {
  try {
    static_cast<void>(read());
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace maas::test
