#include "data/csv/target.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include <fmt/format.h>

#include "base/strings.h"
#include "data/rows.h"

namespace maas::data {
namespace {

constexpr std::size_t kMostClasses = 1000;
constexpr std::size_t kMostNumbers = 20;

/// Why a target's value cannot be learnt, or nothing.
std::string problem_of(const Table& table, std::string_view value, std::size_t target) {
  const std::string& name = table.columns()[target];
  if (value.empty()) return fmt::format("the target '{}' has no value", name);
  double number = 0;
  if (!base::parse_number(value, number) || std::isfinite(number)) return "";
  return fmt::format("the target '{}' is {}, no finite number", name, base::abridged(value));
}

/// Numbers the different values of a column in the order in which they appear.
class Values {
 public:
  /// Returns the value's number; none: there are too many.
  std::optional<std::int32_t> number(std::string_view value) {
    const auto found = numbers_.find(value);
    if (found != numbers_.end()) return found->second;
    if (values_.size() == kMostClasses) return std::nullopt;
    values_.push_back(value);
    return numbers_[value] = static_cast<std::int32_t>(values_.size()) - 1;
  }

  bool are_numbers() const {
    return std::ranges::all_of(values_, [](auto value) { return number_of(value).has_value(); });
  }

  std::size_t size() const { return values_.size(); }

  /// The numbers in the order of the values.
  std::vector<std::int32_t> sorted() const {
    std::vector<std::int32_t> order(values_.size());
    std::iota(order.begin(), order.end(), 0);
    const bool by_number = are_numbers();
    std::ranges::sort(order, [&](std::int32_t a, std::int32_t b) {
      const auto key = [&](std::int32_t i) {
        const std::string_view value = values_[static_cast<std::size_t>(i)];
        return std::pair(by_number ? *number_of(value) : 0.0, value);
      };
      return key(a) < key(b);
    });
    return order;
  }

  std::string text(std::int32_t number) const {
    return std::string(values_[static_cast<std::size_t>(number)]);
  }

 private:
  std::vector<std::string_view> values_;
  std::unordered_map<std::string_view, std::int32_t> numbers_;
};

/// Names the classes in their order, by which the labels are numbered anew.
void settle(const Values& values, TargetLabels& labels) {
  std::vector<std::int32_t> ranks(values.size());
  for (const std::int32_t number : values.sorted()) {
    ranks[static_cast<std::size_t>(number)] = static_cast<std::int32_t>(labels.classes.size());
    labels.classes.push_back(values.text(number));
  }
  for (std::int32_t& label : labels.labels) {
    if (label >= 0) label = ranks[static_cast<std::size_t>(label)];
  }
}

}  // namespace

TargetLabels labels_of(const Table& table, std::size_t target) {
  TargetLabels labels{.classes = {}, .labels = {}, .broken = table.broken()};
  labels.labels.assign(static_cast<std::size_t>(table.rows()), -1);
  Values values;
  bool are_few = true;
  for (std::int64_t row = 0; row < table.rows(); ++row) {
    if (table.broken().contains(row)) continue;
    const std::string_view value = table.cell(row, target);
    std::string problem = problem_of(table, value, target);
    if (!problem.empty()) {
      labels.broken.emplace(row, std::move(problem));
      continue;
    }
    const auto number = are_few ? values.number(value) : std::nullopt;
    are_few = number.has_value();
    if (are_few) labels.labels[static_cast<std::size_t>(row)] = *number;
  }
  are_few &= values.size() <= kMostNumbers || !values.are_numbers();
  if (are_few)
    settle(values, labels);
  else
    labels.labels = {};
  return labels;
}

}  // namespace maas::data
