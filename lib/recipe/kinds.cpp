#include "recipe/kinds.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/strings.h"
#include "maas/error.h"

namespace maas::recipe {
namespace {

class Comparison {
 public:
  Comparison(const Card& layout, const Catalog& catalog)
      : layout_(layout), catalog_(catalog), kinds_(layout.kinds) {}

  void look_at(const std::string& path, Registry registry, const std::string& name) {
    const Card* const card = catalog_.find(registry, name);
    if (card == nullptr || takes(*card)) return;
    std::vector<std::string> others;
    for (const Card& other : catalog_.cards(registry)) {
      if (takes(other)) others.push_back(other.name);
    }
    found_.push_back(
        {path,
         fmt::format("{} '{}' takes data of the kind {}, {} gives {}", noun(registry), name,
                     base::join(card->kinds, " or "), whose_, base::join(kinds_, " or ")),
         others.empty()
             ? ""
             : fmt::format("{} is taken by {}", base::join(kinds_, " or "), base::join(others))});
  }

  /// From here on data are of those kinds alone that the task takes too.
  void narrow(const std::string& task) {
    const Card* const card = catalog_.find(Registry::kTask, task);
    if (card == nullptr || !takes(*card)) return;
    std::erase_if(kinds_, [&](const std::string& kind) {
      return std::ranges::find(card->kinds, kind) == card->kinds.end();
    });
    whose_ = fmt::format("'{}' for '{}'", layout_.name, task);
  }

  std::vector<Mismatch> take() { return std::move(found_); }

 private:
  bool takes(const Card& card) const {
    return std::ranges::find_first_of(card.kinds, kinds_) != card.kinds.end();
  }

  const Card& layout_;
  const Catalog& catalog_;
  std::vector<std::string> kinds_;
  std::string whose_ = fmt::format("'{}'", layout_.name);
  std::vector<Mismatch> found_;
};

std::vector<Mismatch> kind_mismatches(const Recipe& recipe, const Catalog& catalog) {
  const DataBlock& data = recipe.data;
  const Card* const layout = catalog.find(Registry::kLayout, data.train.layout.name);
  if (layout == nullptr) return {};
  Comparison comparison(*layout, catalog);
  comparison.look_at("task", Registry::kTask, recipe.task.name);
  comparison.narrow(recipe.task.name);
  comparison.look_at("model.arch", Registry::kArchitecture, recipe.model.network.name);
  if (data.valid) {
    comparison.look_at("data.valid.format", Registry::kLayout, data.valid->layout.name);
  }
  if (data.test) {
    comparison.look_at("data.test.format", Registry::kLayout, data.test->layout.name);
  }
  const auto look_at_all = [&](const std::string& path, const std::vector<TransformBlock>& blocks) {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      comparison.look_at(fmt::format("{}[{}].op", path, i), Registry::kTransform,
                         blocks[i].transform.name);
    }
  };
  look_at_all("data.preprocess", data.preprocess);
  look_at_all("data.augment", data.augment);
  return comparison.take();
}

/// What networks are for, and what the task needs.
void compare_roles(const Recipe& recipe, const Catalog& catalog, std::vector<Mismatch>& found) {
  const Card* const task = catalog.find(Registry::kTask, recipe.task.name);
  const Card* const network = catalog.find(Registry::kArchitecture, recipe.model.network.name);
  if (task == nullptr || network == nullptr || task->supports == network->supports) return;
  std::vector<std::string> others;
  for (const Card& other : catalog.cards(Registry::kArchitecture)) {
    const bool is_of_kind =
        std::ranges::find_first_of(other.kinds, task->kinds) != other.kinds.end();
    if (other.supports == task->supports && is_of_kind) others.push_back(other.name);
  }
  found.push_back(
      {"model.arch",
       fmt::format("architecture '{}' is not for the task '{}'", network->name, task->name),
       others.empty() ? "" : fmt::format("there is {}", base::join(others))});
}

}  // namespace

std::vector<Mismatch> mismatches(const Recipe& recipe, const Catalog& catalog) {
  std::vector<Mismatch> found = kind_mismatches(recipe, catalog);
  if (found.empty()) compare_roles(recipe, catalog, found);
  return found;
}

bool learns_classes(const Card& task) {
  return std::ranges::find(task.metrics, "recall[*]", &MetricSpec::name) != task.metrics.end();
}

const std::string& kind_of(const Card& layout, const Card* task) {
  if (task == nullptr) return layout.kinds.front();
  const auto found = std::ranges::find_first_of(layout.kinds, task->kinds);
  return found == layout.kinds.end() ? layout.kinds.front() : *found;
}

void require_same_kind(const Recipe& recipe, const Catalog& catalog) {
  for (const Mismatch& mismatch : mismatches(recipe, catalog)) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, mismatch.hint, "{}: {}", mismatch.path,
                            mismatch.message);
  }
}

}  // namespace maas::recipe
