#include "pipelines/samples.h"

#include "data/class_names.h"
#include "data/layout.h"
#include "data/split.h"
#include "maas/catalog.h"
#include "maas/error.h"

namespace maas::pipelines {
namespace {

using DatasetPtr = std::shared_ptr<const data::Dataset>;

DatasetPtr open_files(const std::string& split, const SplitBlock& block) {
  return data::open({split, block.layout});
}

DatasetPtr limited(DatasetPtr whole, const SplitBlock& block) {
  return block.limit ? data::limited(std::move(whole), *block.limit) : whole;
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

Samples open_samples(const Recipe& recipe) {
  const DataBlock& data = recipe.data;
  const data::Division parts = data::divide(open_files("train", data.train), data);
  Samples samples{.train = limited(parts.train, data.train), .valid = nullptr, .test = nullptr};
  const auto open = [&](const std::string& split, const std::optional<SplitBlock>& block,
                        const DatasetPtr& part) -> DatasetPtr {
    if (!block) return nullptr;
    return data::labelled_as(limited(part ? part : open_files(split, *block), *block),
                             samples.train->classes(), "data." + split, "data.train");
  };
  samples.valid = open("valid", data.valid, parts.valid);
  samples.test = open("test", data.test, parts.test);
  return samples;
}

std::map<std::string, std::string> fingerprints(const Samples& samples) {
  std::map<std::string, std::string> digests = {{"train", samples.train->fingerprint()}};
  if (samples.valid) digests["valid"] = samples.valid->fingerprint();
  if (samples.test) digests["test"] = samples.test->fingerprint();
  return digests;
}

DatasetPtr open_split(const Recipe& recipe, const std::string& split) {
  const std::optional<SplitBlock> block = split == "train"  ? std::optional(recipe.data.train)
                                          : split == "test" ? recipe.data.test
                                                            : recipe.data.valid;
  if (!block) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe,
                            "judge by another --split, or by --data PATH",
                            "the recipe has no data.{}", split);
  }
  if (split != "train" && block->from.empty()) return limited(open_files(split, *block), *block);
  const data::Division parts = data::divide(open_files("train", recipe.data.train), recipe.data);
  return limited(split == "train"  ? parts.train
                 : split == "test" ? parts.test
                                   : parts.valid,
                 *block);
}

DatasetPtr open_other(const Recipe& recipe, const std::string& split, const Path& files) {
  SplitBlock block{.layout = layout_of(recipe, split)};
  look_up(catalog(), Registry::kLayout, block.layout);
  replace_files(block.layout, files);
  return open_files(split, block);
}

std::vector<Component> components_of(const std::vector<TransformBlock>& blocks) {
  std::vector<Component> components;
  for (const TransformBlock& block : blocks) components.push_back(block.transform);
  return components;
}

}  // namespace maas::pipelines
