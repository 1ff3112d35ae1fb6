#include "maas/catalog.h"

#include <algorithm>

#include "base/strings.h"

namespace maas {
namespace {

std::size_t index_of(Registry registry) {
  return static_cast<std::size_t>(registry);
}

}  // namespace

const std::vector<Card>& Catalog::cards(Registry registry) const {
  static const std::vector<Card> none;
  return index_of(registry) < cards_.size() ? cards_[index_of(registry)] : none;
}

const Card* Catalog::find(Registry registry, std::string_view name) const {
  for (const Card& card : cards(registry))
    if (card.name == name) return &card;
  return nullptr;
}

const Card& Catalog::at(Registry registry, std::string_view name) const {
  if (const Card* card = find(registry, name)) return *card;
  const std::vector<std::string> known = names(registry);
  throw failure_with_hint(ErrorCode::kInvalidRecipe, base::did_you_mean(name, known),
                          "unknown {} '{}' (known: {})", noun(registry), name, base::join(known));
}

std::vector<std::string> Catalog::names(Registry registry) const {
  std::vector<std::string> names;
  for (const Card& card : cards(registry)) names.push_back(card.name);
  return names;
}

void Catalog::add(Registry registry, Card card) {
  cards_.resize(std::max(cards_.size(), index_of(registry) + 1));
  cards_[index_of(registry)].push_back(std::move(card));
}

std::string_view noun(Registry registry) {
  switch (registry) {
    case Registry::kArchitecture:
      return "architecture";
    case Registry::kTask:
      return "task";
    case Registry::kLayout:
      return "data format";
    case Registry::kTransform:
      return "transform";
    case Registry::kOptimizer:
      return "optimizer";
    case Registry::kSchedule:
      return "schedule";
    case Registry::kQuantizer:
      return "quantization method";
    case Registry::kPruner:
      return "pruning method";
    case Registry::kExporter:
      return "export format";
  }
  return "component";
}

void look_up(const Catalog& catalog, Registry registry, Component& component) {
  if (component.options.empty()) component.options = catalog.at(registry, component.name).options;
}

}  // namespace maas
