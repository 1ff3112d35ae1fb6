#include "data/draft_text.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "base/strings.h"
#include "data/locate.h"
#include "maas/catalog.h"
#include "recipe/write.h"

namespace maas::data {
namespace {

recipe::Node node_of(AnyOptions options) {
  Fields fields;
  options.describe_into(fields);
  return recipe::to_node(std::move(fields), recipe::Purpose::kRecipe);
}

/// Whether an option is worth a word: no list that is the default, and nothing that is not set.
bool is_told(const recipe::Entry& entry, const recipe::Node& defaults) {
  if (entry.value.items.empty()) return !entry.value.text.empty();
  const recipe::Node* const usual = defaults.find(entry.key);
  return usual == nullptr || recipe::to_yaml(*usual) != recipe::to_yaml(entry.value);
}

/// The options of a layout as they may stand in a flow of YAML.
std::string flow_of(const Component& layout) {
  const recipe::Node map = node_of(layout.options);
  const recipe::Node defaults = node_of(catalog().at(Registry::kLayout, layout.name).options);
  std::string text;
  for (const recipe::Entry& entry : map.entries) {
    if (!is_told(entry, defaults)) continue;
    text += fmt::format(", {}: {}", entry.key, base::trim(recipe::to_yaml(entry.value)));
  }
  return text;
}

/// Few samples need a larger share to be judged by.
double share_of_a_split(std::int64_t samples) {
  return samples < 1000 ? 0.15 : 0.1;
}

std::string split_text(const std::vector<SplitFiles>& splits, const std::string& name,
                       std::int64_t samples, std::string_view how) {
  const SplitFiles* const files = find_split(splits, name);
  if (files == nullptr) {
    return fmt::format(
        "  {}: {{from: train{}, fraction: {}}}  # {}\n", name, how, share_of_a_split(samples),
        name == "valid" ? "to choose the best epoch by" : "to judge the finished model by");
  }
  return fmt::format("  {}: {{format: {}{}}}\n", name, files->layout.name, flow_of(files->layout));
}

}  // namespace

std::string grouped(std::int64_t count) {
  std::string text = std::to_string(count);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
    text.insert(static_cast<std::size_t>(at), ",");
  }
  return text;
}

std::string classes_text(const Dataset& samples) {
  constexpr std::size_t kMostTold = 10;
  const std::vector<std::string>& names = samples.classes();
  const std::vector<std::int64_t> counts = class_counts(samples);
  std::vector<std::string> shares;
  for (std::size_t i = 0; i < std::min(names.size(), kMostTold); ++i) {
    shares.push_back(
        fmt::format("'{}' {:.1f}%", base::abridged(names[i], 32),
                    100.0 * static_cast<double>(counts[i]) / static_cast<double>(samples.size())));
  }
  if (names.size() > kMostTold) shares.emplace_back("...");
  return fmt::format("{} classes: {}", names.size(), base::join(shares));
}

std::string splits_text(const std::vector<SplitFiles>& splits, std::int64_t samples,
                        std::string_view how) {
  std::string text;
  for (const char* const name : {"train", "valid", "test"}) {
    text += split_text(splits, name, samples, how);
  }
  return text;
}

void require_enough(const std::vector<SplitFiles>& splits, const std::vector<std::int64_t>& counts,
                    std::string_view noun) {
  std::vector<std::string> missing;
  for (const char* const split : {"valid", "test"}) {
    if (find_split(splits, split) == nullptr) missing.emplace_back(split);
  }
  if (*std::ranges::max_element(counts) > std::ssize(missing)) return;
  const std::int64_t samples = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  const std::string classes =
      counts.size() > 1 ? fmt::format(" in {} classes", counts.size()) : std::string();
  throw failure_with_hint(
      ErrorCode::kInvalidData,
      fmt::format("{} {} {}, better dozens", classes.empty() ? "there must be" : "a class needs",
                  missing.size() + 1, noun),
      "{} {}{} are too few to take {} out of them", samples, noun, classes,
      base::join(missing, " and "));
}

}  // namespace maas::data
