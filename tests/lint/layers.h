#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

/// Which source may include which: the dependency order, as CONTRIBUTING.md tells it.
namespace maas::lint {

/// Where a path from the project's root, or an include written from lib/ or include/, belongs.
struct Place {
  std::string module;     ///< a folder of lib/, "apps", "include/maas" or "library"
  std::string component;  ///< `<registry>/<component>`, or empty
  bool is_card = false;   ///< or options that cards of a registry share
};

/// Modules from the left of the order to its right; those of one number never include each other.
inline const std::map<std::string, int, std::less<>>& order() {
  static const std::map<std::string, int, std::less<>> ranks = {
      {"library", 0},      {"pipelines", 1}, {"serving", 2},   {"compress", 2},  {"export", 2},
      {"explain", 2},      {"training", 3},  {"inference", 4}, {"tasks", 5},     {"models", 5},
      {"encoders", 6},     {"feed", 7},      {"nn", 8},        {"graph", 8},     {"transforms", 8},
      {"operators", 9},    {"tensor", 10},   {"apps", 11},     {"language", 11}, {"decoding", 12},
      {"tuning", 13},      {"privacy", 13},  {"store", 14},    {"data", 14},     {"kernels", 15},
      {"formats", 16},     {"text", 16},     {"recipe", 16},   {"report", 16},   {"base", 17},
      {"include/maas", 18}};
  return ranks;
}

/// From this rank on nothing includes LibTorch; `apps` stands here because it never links it.
inline constexpr int kFirstWithoutTorch = 11;

inline constexpr std::string_view kRegistries[] = {"models",
                                                   "tasks",
                                                   "data",
                                                   "transforms",
                                                   "training/optimizers",
                                                   "training/schedules",
                                                   "compress/quantize",
                                                   "compress/prune",
                                                   "export",
                                                   "explain"};

/// Returns where `path`, written from lib/ or include/, belongs.
inline Place place_of(std::string_view path) {
  Place place;
  bool is_in_registry = false;
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return {"library", "", false};
  place.module = path.substr(0, slash);
  if (place.module == "maas") place.module = "include/maas";
  for (const std::string_view registry : kRegistries) {
    if (!path.starts_with(fmt::format("{}/", registry))) continue;
    is_in_registry = true;
    const std::size_t end = path.find('/', registry.size() + 1);
    if (end != std::string_view::npos) place.component = path.substr(0, end);
  }
  const std::string_view file = path.substr(path.rfind('/') + 1);
  place.is_card = place.component.empty() ? is_in_registry && file.ends_with("_options.h")
                                          : file == "card.h" || file == "card.cpp";
  return place;
}

/// Says why `from` must not include `to` (both written from lib/ or include/), or nothing.
inline std::string objection(const Place& from, const Place& to) {
  if (!order().contains(from.module)) return fmt::format("no such module: {}", from.module);
  if (!order().contains(to.module)) return fmt::format("no such module: {}", to.module);
  const bool is_own = to.is_card && to.module == from.module &&
                      (to.component == from.component || to.component.empty());
  if (from.is_card && to.module != "base" && to.module != "include/maas" && !is_own) {
    return "a card includes only base and include/maas";
  }
  if (from.module == to.module) {
    const bool foreign = !to.component.empty() && to.component != from.component;
    return foreign && !from.component.empty() ? "components do not include each other" : "";
  }
  if (order().at(from.module) >= order().at(to.module)) {
    return fmt::format("{} stands beside or right of {}", from.module, to.module);
  }
  return "";
}

}  // namespace maas::lint
