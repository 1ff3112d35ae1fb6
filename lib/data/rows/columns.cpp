#include "data/rows/columns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

#include "base/parallel.h"
#include "base/strings.h"

namespace maas::data {
namespace {

/// Mean and deviation of numbers that come one by one (Welford 1962).
class Statistics {
 public:
  void add(double value) {
    ++count_;
    const double before = value - mean_;
    mean_ += before / static_cast<double>(count_);
    squares_ += before * (value - mean_);
    smallest_ = count_ == 1 ? value : std::min(smallest_, value);
    largest_ = count_ == 1 ? value : std::max(largest_, value);
  }

  void write_to(ColumnValues& values) const {
    values.smallest = smallest_;
    values.largest = largest_;
    values.mean = mean_;
    values.deviation = std::sqrt(squares_ / static_cast<double>(count_));
  }

 private:
  std::int64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
  double smallest_ = 0;
  double largest_ = 0;
};

/// A value by its hash, and the row that it stands in.
using Place = std::pair<std::uint64_t, std::int64_t>;

/// Counts the different values and finds the most frequent one.
void count_values(const Rows& rows, std::size_t column, std::vector<Place> places,
                  ColumnValues& values) {
  std::ranges::sort(places);
  std::int64_t row_of_most = 0;
  for (auto begin = places.begin(); begin != places.end();) {
    const auto end = std::find_if(begin, places.end(),
                                  [&](const Place& place) { return place.first != begin->first; });
    const std::int64_t frequency = end - begin;
    ++values.distinct;
    const bool is_earlier = frequency == values.frequency && begin->second < row_of_most;
    if (frequency > values.frequency || is_earlier) {
      values.frequency = frequency;
      row_of_most = begin->second;
    }
    begin = end;
  }
  if (values.frequency > 0) values.most_frequent = rows.cell(row_of_most, column);
}

ColumnValues measure_column(const Rows& rows, std::size_t column) {
  ColumnValues values{.name = rows.columns()[column], .type = "category"};
  std::vector<Place> places;
  places.reserve(static_cast<std::size_t>(rows.size()));
  Statistics statistics;
  bool are_numbers = true;
  for (std::int64_t row = 0; row < rows.size(); ++row) {
    const std::string_view cell = rows.cell(row, column);
    if (cell.empty()) {
      ++values.missing;
      continue;
    }
    places.emplace_back(std::hash<std::string_view>()(cell), row);
    const auto number = are_numbers ? number_of(cell) : std::nullopt;
    are_numbers = number.has_value();
    if (are_numbers) statistics.add(*number);
  }
  if (are_numbers && !places.empty()) {
    values.type = "number";
    statistics.write_to(values);
  }
  count_values(rows, column, std::move(places), values);
  return values;
}

bool is_called_as_identifiers_are(std::string_view name) {
  constexpr std::array<std::string_view, 7> kNames = {"row", "id",     "index",   "no",
                                                      "nr",  "number", "rownames"};
  const std::string low = base::lowered(name);
  return std::ranges::find(kNames, low) != kNames.end() || low.ends_with("_id") ||
         low.starts_with("unnamed:") || name.ends_with("Id") || name.ends_with("ID");
}

bool is_counting(const Rows& rows, std::size_t column) {
  for (std::int64_t row = 1; row < rows.size(); ++row) {
    const auto before = number_of(rows.cell(row - 1, column));
    const auto here = number_of(rows.cell(row, column));
    if (!before || !here || *here != *before + 1) return false;
  }
  return true;
}

}  // namespace

std::vector<ColumnValues> measure_columns(const Rows& rows) {
  const auto count = static_cast<std::int64_t>(rows.columns().size());
  std::vector<ColumnValues> all(rows.columns().size());
  base::for_each_index(
      count,
      [&](std::int64_t column) {
        const auto at = static_cast<std::size_t>(column);
        all[at] = measure_column(rows, at);
      },
      /*least_per_thread=*/1);
  return all;
}

bool is_identifier(const Rows& rows, std::size_t column, const ColumnValues& values) {
  if (values.distinct != rows.size() || rows.size() < 2) return false;
  if (values.type != "number") return true;
  return is_called_as_identifiers_are(values.name) && is_counting(rows, column);
}

}  // namespace maas::data
