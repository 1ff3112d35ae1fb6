#include "pipelines/samples.h"

#include <tuple>

#include "base/hashing.h"
#include "base/strings.h"
#include "data/layout.h"
#include "data/split.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "data/taking.h"

namespace maas::pipelines {
namespace {

using DatasetPtr = std::shared_ptr<const data::Dataset>;

DatasetPtr open_files(const std::string& split, const SplitBlock& block) {
  return data::open({split, block.layout});
}

DatasetPtr limited(DatasetPtr whole, const SplitBlock& block) {
  return block.limit ? data::limited(std::move(whole), *block.limit) : whole;
}

/// The training files, and the shares of them that are other splits; null: not one.
struct Division {
  DatasetPtr train;
  DatasetPtr valid;
  DatasetPtr test;
};

Division divide(const Recipe& recipe) {
  const auto seed = static_cast<std::uint64_t>(recipe.seed);
  Division parts{.train = open_files("train", recipe.data.train)};
  for (const data::Taking& taking : data::takings_of(recipe.data)) {
    const bool is_test = taking.split == "test";
    std::tie(parts.train, is_test ? parts.test : parts.valid) = data::take_out(
        parts.train, taking.fraction, taking.stratify, is_test ? base::mix(seed) : seed);
  }
  return parts;
}

/// The layout of a split that the recipe has, else that of the training split.
Component layout_of(const Recipe& recipe, const std::string& split) {
  const std::optional<SplitBlock>& block = split == "test" ? recipe.data.test : recipe.data.valid;
  const bool has_own = split != "train" && block && !block->layout.name.empty();
  return has_own ? block->layout : recipe.data.train.layout;
}

/// Points a layout at other files: `path` takes the place of every file that its options name.
void replace_files(Component& layout, const Path& files) {
  Fields fields;
  layout.options.describe_into(fields);
  Field* const path = fields.find("path");
  if (path == nullptr) {
    fail(ErrorCode::kUsage, "--data: the data format '{}' has no path", layout.name);
  }
  for (Field& field : fields.rows()) {
    if (Path** const named = std::get_if<Path*>(&field.slot.target)) **named = {};
  }
  *std::get<Path*>(path->slot.target) = files;
}

}  // namespace

Samples open_training(const Recipe& recipe) {
  const Division parts = divide(recipe);
  Samples samples{.train = limited(parts.train, recipe.data.train), .valid = nullptr};
  if (!recipe.data.valid) return samples;
  samples.valid = limited(parts.valid ? parts.valid : open_files("valid", *recipe.data.valid),
                          *recipe.data.valid);
  require_same_classes("data.valid", samples.valid->classes(), "data.train",
                       samples.train->classes());
  return samples;
}

std::map<std::string, std::string> fingerprints(const Recipe& recipe, const Samples& samples) {
  std::map<std::string, std::string> digests = {{"train", samples.train->fingerprint()}};
  if (samples.valid) digests["valid"] = samples.valid->fingerprint();
  if (recipe.data.test) digests["test"] = open_split(recipe, "test")->fingerprint();
  return digests;
}

DatasetPtr open_split(const Recipe& recipe, const std::string& split) {
  if (split == "test") {
    if (!recipe.data.test) {
      throw failure_with_hint(ErrorCode::kInvalidRecipe, "judge by --split valid or --data PATH",
                              "the recipe has no data.test");
    }
    const SplitBlock& test = *recipe.data.test;
    return limited(test.from.empty() ? open_files("test", test) : divide(recipe).test, test);
  }
  const Samples samples = open_training(recipe);
  if (split == "train") return samples.train;
  if (!samples.valid) fail(ErrorCode::kInvalidRecipe, "the recipe has no data.valid");
  return samples.valid;
}

DatasetPtr open_other(const Recipe& recipe, const std::string& split, const Path& files) {
  SplitBlock block{.layout = layout_of(recipe, split)};
  look_up(catalog(), Registry::kLayout, block.layout);
  replace_files(block.layout, files);
  return open_files(split, block);
}

void require_same_classes(std::string_view one, const std::vector<std::string>& of_one,
                          std::string_view other, const std::vector<std::string>& of_other) {
  if (of_one == of_other) return;
  fail(ErrorCode::kInvalidData, "the classes of {} are [{}], those of {} [{}]", one,
       base::join(of_one), other, base::join(of_other));
}

std::vector<Component> components_of(const std::vector<TransformBlock>& blocks) {
  std::vector<Component> components;
  for (const TransformBlock& block : blocks) components.push_back(block.transform);
  return components;
}

}  // namespace maas::pipelines
