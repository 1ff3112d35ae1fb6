#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "maas/fields.h"
#include "maas/metric_spec.h"

namespace maas {

/// The kinds of data. They decide what goes together.
namespace kind {
inline constexpr const char* kImage = "image";
inline constexpr const char* kRow = "row";
inline constexpr const char* kText = "text";
inline constexpr const char* kTokens = "tokens";  ///< texts as one stream, to be gone on with
inline constexpr const char* kSeries = "series";
inline constexpr const char* kPairs = "pairs";
inline constexpr const char* kGraph = "graph";
inline constexpr const char* kEnvironment = "environment";
}  // namespace kind

/// What is known of a component without opening the heavy library.
struct Card {
  std::string name;                     ///< as users write it
  std::string summary;                  ///< one line for listings
  AnyOptions options{};                 ///< a prototype with the defaults
  std::vector<std::string> kinds{};     ///< of data, that a layout gives and that others take
  std::vector<std::string> supports{};  ///< schemes of a quantizer, manners of a pruner
  MetricSpecs metrics{};                ///< of a task
};

/// The cards of every registry, in alphabetical order within each.
class Catalog {
 public:
  const std::vector<Card>& cards(Registry registry) const;

  /// Returns the card, or null.
  const Card* find(Registry registry, std::string_view name) const;

  /// Returns the card.
  /// @throws Error kInvalidRecipe if the registry has no such component; the hint suggests one
  const Card& at(Registry registry, std::string_view name) const;

  std::vector<std::string> names(Registry registry) const;

  void add(Registry registry, Card card);

 private:
  std::vector<std::vector<Card>> cards_;
};

/// The catalog of this build, generated from the component folders.
const Catalog& catalog();

/// What a registry's components are called in messages: "architecture", "optimizer", ...
std::string_view noun(Registry registry);

/// Looks the component's name up and gives it the default options, unless it has options already.
/// @throws Error kInvalidRecipe if there is no such component
void look_up(const Catalog& catalog, Registry registry, Component& component);

}  // namespace maas
