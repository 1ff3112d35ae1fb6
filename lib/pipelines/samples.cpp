#include "pipelines/samples.h"

#include "base/strings.h"
#include "data/registry.h"
#include "data/split.h"
#include "maas/catalog.h"
#include "maas/error.h"

namespace maas::pipelines {
namespace {

using DatasetPtr = std::shared_ptr<const data::Dataset>;

DatasetPtr open_files(const std::string& split, const SplitBlock& block) {
  if (block.layout.name.empty()) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe,
                            fmt::format("set data.{0}.format, or data.{0}.from", split),
                            "data.{}: says neither the format of its files nor the split it is "
                            "taken from",
                            split);
  }
  Component layout = block.layout;
  look_up(catalog(), Registry::kLayout, layout);
  return data::factories().make(layout, split);
}

DatasetPtr limited(DatasetPtr whole, const SplitBlock& block) {
  return block.limit ? data::first(std::move(whole), *block.limit) : whole;
}

bool is_taken_out(const std::optional<SplitBlock>& block) {
  return block && !block->from.empty();
}

/// Divides the training files into training and validation samples.
Samples divide(const Recipe& recipe) {
  const SplitBlock& valid = *recipe.data.valid;
  if (valid.fraction <= 0) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "set data.valid.fraction, e.g. 0.1",
                            "data.valid is taken from train, but no fraction says how much");
  }
  auto [kept, out] = data::take_out(open_files("train", recipe.data.train), valid.fraction,
                                    valid.stratify, static_cast<std::uint64_t>(recipe.seed));
  return {limited(kept, recipe.data.train), limited(out, valid)};
}

void check_classes(const DatasetPtr& train, const DatasetPtr& other, const std::string& split) {
  if (train->classes() == other->classes()) return;
  fail(ErrorCode::kInvalidData, "data.{} has the classes [{}], data.train has [{}]", split,
       base::join(other->classes()), base::join(train->classes()));
}

}  // namespace

Samples open_training(const Recipe& recipe) {
  if (is_taken_out(recipe.data.valid)) return divide(recipe);
  Samples samples{.train = limited(open_files("train", recipe.data.train), recipe.data.train),
                  .valid = nullptr};
  if (recipe.data.valid) {
    samples.valid = limited(open_files("valid", *recipe.data.valid), *recipe.data.valid);
    check_classes(samples.train, samples.valid, "valid");
  }
  return samples;
}

DatasetPtr open_split(const Recipe& recipe, const std::string& split) {
  if (split == "test") {
    if (!recipe.data.test) {
      throw failure_with_hint(ErrorCode::kInvalidRecipe, "judge by --split valid or --data PATH",
                              "the recipe has no data.test");
    }
    return limited(open_files("test", *recipe.data.test), *recipe.data.test);
  }
  const Samples samples = open_training(recipe);
  if (split == "train") return samples.train;
  if (!samples.valid) fail(ErrorCode::kInvalidRecipe, "the recipe has no data.valid");
  return samples.valid;
}

std::vector<Component> components_of(const std::vector<TransformBlock>& blocks) {
  std::vector<Component> components;
  for (const TransformBlock& block : blocks) components.push_back(block.transform);
  return components;
}

}  // namespace maas::pipelines
