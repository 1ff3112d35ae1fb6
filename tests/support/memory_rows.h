#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/hashing.h"
#include "data/rows.h"

namespace maas::test {

/// A table in memory. An empty text is a missing value.
class MemoryRows : public data::Rows {
 public:
  using Row = std::vector<std::string>;

  MemoryRows(std::vector<std::string> columns, std::vector<Row> rows)
      : columns_(std::move(columns)), rows_(std::move(rows)) {}

  /// Makes a column the target, whose values are the labels: the classes in alphabetical order.
  MemoryRows& label_by(std::string_view column) {
    predict(column);
    for (const Row& row : rows_) classes_.push_back(row[*target_]);
    std::ranges::sort(classes_);
    classes_.erase(std::ranges::unique(classes_).begin(), classes_.end());
    return *this;
  }

  /// Makes a column the target, whose values are numbers.
  MemoryRows& predict(std::string_view column) {
    target_ = data::find_column(*this, column).value();
    return *this;
  }

  MemoryRows& with_missing_texts(std::vector<std::string> texts) {
    format_.missing = std::move(texts);
    return *this;
  }

  std::int64_t size() const override { return std::ssize(rows_); }
  const std::vector<std::string>& classes() const override { return classes_; }
  std::int64_t label(std::int64_t index) const override {
    return std::ranges::find(classes_, cell(index, *target_)) - classes_.begin();
  }
  const std::vector<std::string>& columns() const override { return columns_; }
  std::string_view cell(std::int64_t row, std::size_t column) const override {
    return rows_[static_cast<std::size_t>(row)][column];
  }
  const data::TableFormat& format() const override { return format_; }
  std::optional<std::size_t> target() const override { return target_; }
  void verify(std::int64_t) const override {}
  data::Digest digest(std::int64_t index) const override {
    std::string text;
    for (const std::string& cell : rows_[static_cast<std::size_t>(index)]) text += cell + '\0';
    return data::digest_of(text);
  }
  std::string name(std::int64_t index) const override {
    return fmt::format("memory:{}", index + 2);
  }
  std::string fingerprint(Progress&) const override { return "memory"; }

 private:
  std::vector<std::string> columns_;
  std::vector<Row> rows_;
  std::vector<std::string> classes_;
  data::TableFormat format_{.delimiter = ',', .missing = {}};
  std::optional<std::size_t> target_;
};

/// A table that can be learned: an area that tells the kind, a floor, a door that tells nothing,
/// the kind, which is a number too, and a price that follows from area and floor. Floors and doors
/// are missing here and there. Tables of other seeds have other rows.
inline MemoryRows flats(std::int64_t rows, std::int64_t classes = 3, std::uint64_t seed = 0) {
  base::Random random(base::mix(seed));
  const std::vector<std::string> floors = {"ground", "middle", "top"};
  std::vector<MemoryRows::Row> all;
  for (std::int64_t i = 0; i < rows; ++i) {
    const auto kind = static_cast<double>(i % classes);
    const double area = 30 + 40 * kind + 10 * random.uniform();
    const std::size_t floor = random.below(floors.size());
    all.push_back({fmt::format("{:.3f}", area), floors[floor], fmt::format("{}", random.below(100)),
                   fmt::format("{}", i % classes),
                   fmt::format("{:.2f}", 3 * area + 50 * static_cast<double>(floor))});
    if (i % 11 == 3) all.back()[1].clear();
    if (i % 13 == 5) all.back()[2].clear();
  }
  return {{"area", "floor", "door", "kind", "price"}, std::move(all)};
}

}  // namespace maas::test
