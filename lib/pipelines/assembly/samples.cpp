#include "pipelines/assembly/samples.h"

#include "base/strings.h"
#include "data/layout.h"
#include "data/split.h"
#include "data/whole.h"
#include "maas/catalog.h"
#include "maas/error.h"

namespace maas::pipelines {
namespace {

using DatasetPtr = std::shared_ptr<const data::Dataset>;

/// Opens files, and leaves out what of them cannot be read.
class Opener {
 public:
  Opener(const Recipe& recipe, Progress& progress)
      : opening_(data::opening_of(recipe)), most_(recipe.data.skip_bad), progress_(progress) {}

  /// @param what  the samples, for messages
  DatasetPtr open(const std::string& split, const SplitBlock& block, const std::string& what) {
    DatasetPtr samples = data::open({split, block.layout}, opening_);
    for (const data::LeftOut& each : samples->left_out()) {
      left_out_.push_back(fmt::format("{}: {}", what, each.text()));
    }
    return most_ == 0 ? samples : whole(std::move(samples), what);
  }

  DatasetPtr open(const std::string& split, const SplitBlock& block) {
    return open(split, block, "data." + split);
  }

  std::int64_t skipped() const { return skipped_; }

  /// What was skipped, in one warning; empty without any.
  std::string warning() const { return base::join(broken_, "; "); }

  /// What is said about the files: that, and what lies among them and is not taken.
  std::vector<std::string> warnings() const {
    std::vector<std::string> all = left_out_;
    if (!broken_.empty()) all.push_back(warning());
    return all;
  }

  Split split_of(DatasetPtr samples) const {
    if (skipped_ > 0) progress_.warn(warning());
    return {std::move(samples), skipped_};
  }

 private:
  DatasetPtr whole(DatasetPtr samples, const std::string& what) {
    const data::Allowance allowance{.what = what, .most = most_, .found = skipped_};
    data::Whole whole = data::without_broken(std::move(samples), allowance, progress_);
    if (!whole.skipped.empty()) broken_.push_back(whole.skipped);
    skipped_ += std::ssize(whole.broken);
    return std::move(whole.samples);
  }

  data::Opening opening_;
  std::int64_t most_;
  Progress& progress_;
  std::int64_t skipped_ = 0;
  std::vector<std::string> broken_;
  std::vector<std::string> left_out_;
};

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

Samples open_samples(const Recipe& recipe, Progress& progress) {
  const DataBlock& data = recipe.data;
  Opener opener(recipe, progress);
  const data::Division parts = data::divide(opener.open("train", data.train), data, progress);
  Samples samples{.train = limited(parts.train, data.train), .valid = nullptr, .test = nullptr};
  const auto open = [&](const std::string& split, const std::optional<SplitBlock>& block,
                        const DatasetPtr& part) -> DatasetPtr {
    if (!block) return nullptr;
    return limited(part ? part : opener.open(split, *block), *block);
  };
  samples.valid = open("valid", data.valid, parts.valid);
  samples.test = open("test", data.test, parts.test);
  samples.skipped = opener.skipped();
  samples.warnings = opener.warnings();
  return samples;
}

std::map<std::string, std::string> fingerprints(const Samples& samples, Progress& progress) {
  std::map<std::string, std::string> digests = {{"train", samples.train->fingerprint(progress)}};
  if (samples.valid) digests["valid"] = samples.valid->fingerprint(progress);
  if (samples.test) digests["test"] = samples.test->fingerprint(progress);
  return digests;
}

Split open_split(const Recipe& recipe, const std::string& split, Progress& progress) {
  const std::optional<SplitBlock> block = split == "train"  ? std::optional(recipe.data.train)
                                          : split == "test" ? recipe.data.test
                                                            : recipe.data.valid;
  if (!block) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe,
                            "judge by another --split, or by --data PATH",
                            "the recipe has no data.{}", split);
  }
  Opener opener(recipe, progress);
  if (split != "train" && block->from.empty()) {
    return opener.split_of(limited(opener.open(split, *block), *block));
  }
  const data::Division parts =
      data::divide(opener.open("train", recipe.data.train), recipe.data, progress);
  return opener.split_of(limited(split == "train"  ? parts.train
                                 : split == "test" ? parts.test
                                                   : parts.valid,
                                 *block));
}

Split open_other(const Recipe& recipe, const std::string& split, const Path& files,
                 Progress& progress) {
  SplitBlock block{.layout = layout_of(recipe, split)};
  look_up(catalog(), Registry::kLayout, block.layout);
  replace_files(block.layout, files);
  Opener opener(recipe, progress);
  return opener.split_of(opener.open(split, block, "--data"));
}

}  // namespace maas::pipelines
