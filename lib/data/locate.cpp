#include "data/locate.h"

#include <algorithm>

#include "base/files.h"
#include "base/strings.h"
#include "data/registry.h"
#include "maas/catalog.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

/// What fits best, and the layouts that fit as well.
struct Best {
  Located located;
  std::vector<std::string> layouts;
};

/// Whether a layout gives one of some kinds of data; of none: of any.
bool gives(const Card& layout, const std::vector<std::string>& kinds) {
  return kinds.empty() || std::ranges::find_first_of(layout.kinds, kinds) != layout.kinds.end();
}

Best best_fit(const fs::path& path, const std::vector<std::string>& kinds) {
  Best best;
  for (const Card& card : catalog().cards(Registry::kLayout)) {
    if (!gives(card, kinds)) continue;
    Located located = layout_of({"train", {card.name, {}}})->locate(path);
    if (located.fit < best.located.fit || located.fit == Located::Fit::kNone) continue;
    if (located.fit > best.located.fit) best.layouts.clear();
    best.layouts.push_back(card.name);
    best.located = std::move(located);
  }
  return best;
}

/// An environment is named, and has no files.
std::vector<SplitFiles> located_by_name(const fs::path& path) {
  const Card* const card = catalog().find(Registry::kLayout, path.string());
  std::vector<SplitFiles> splits;
  const bool is_environment = card != nullptr && card->kinds.front() == kind::kEnvironment;
  if (is_environment) splits = layout_of({"train", {card->name, {}}})->locate(path).splits;
  if (splits.empty()) fail(ErrorCode::kNotFound, "there is no '{}'", path.string());
  return splits;
}

}  // namespace

std::unique_ptr<Layout> layout_of(const SplitFiles& files) {
  Component layout = files.layout;
  look_up(catalog(), Registry::kLayout, layout);
  return factories().make(layout, files.split);
}

std::unique_ptr<Dataset> open(const SplitFiles& files, const Opening& opening) {
  return layout_of(files)->open(opening);
}

std::vector<SplitFiles> locate(const fs::path& path, const std::vector<std::string>& kinds) {
  if (!base::exists(path)) return located_by_name(path);
  Best best = best_fit(path, kinds);
  if (best.layouts.size() == 1) return std::move(best.located.splits);
  if (best.layouts.empty() && !kinds.empty()) return {};
  if (best.layouts.empty()) {
    throw failure_with_hint(ErrorCode::kInvalidData, "`maas list datasets` tells of the layouts",
                            "'{}' is no data set in a layout that there is: {}", path.string(),
                            base::join(catalog().names(Registry::kLayout)));
  }
  throw failure_with_hint(ErrorCode::kInvalidData, "name it in a recipe, with its format",
                          "'{}' could be a data set in several layouts: {}", path.string(),
                          base::join(best.layouts));
}

const SplitFiles* find_split(const std::vector<SplitFiles>& all, const std::string& split) {
  for (const SplitFiles& files : all) {
    if (files.split == split) return &files;
  }
  return nullptr;
}

}  // namespace maas::data
