#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/hashing.h"
#include "data/series.h"
#include "maas/error.h"

namespace maas::test {

inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

/// A series in memory; its last column is the target.
class MemorySeries : public data::Series {
 public:
  /// @param values  of each column
  MemorySeries(std::vector<std::string> columns, std::vector<std::vector<double>> values)
      : columns_(std::move(columns)), values_(std::move(values)) {}

  std::int64_t size() const override { return std::ssize(values_.front()); }
  const std::vector<std::string>& columns() const override { return columns_; }
  std::size_t target() const override { return columns_.size() - 1; }
  const std::string& times() const override { return times_; }
  std::int64_t positions() const override { return size(); }
  std::int64_t position(std::int64_t step) const override { return step; }
  double value(std::int64_t position, std::size_t column) const override {
    return values_[column][static_cast<std::size_t>(position)];
  }
  const data::TableFormat& format() const override { return format_; }
  void verify(std::int64_t index) const override {
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      if (std::isfinite(value(index, column))) continue;
      fail(ErrorCode::kInvalidData, "{}: column '{}' has no value", name(index), columns_[column]);
    }
  }
  data::Digest digest(std::int64_t index) const override {
    std::string text = std::to_string(index);
    for (const auto& column : values_)
      text += fmt::format(" {}", column[static_cast<std::size_t>(index)]);
    return data::digest_of(text);
  }
  std::string name(std::int64_t index) const override {
    return fmt::format("memory:{}", index + 1);
  }
  std::string fingerprint(Progress&) const override { return "memory"; }

 private:
  std::vector<std::string> columns_;
  std::vector<std::vector<double>> values_;
  std::string times_;
  data::TableFormat format_{.delimiter = ',', .missing = {}};
};

/// A series of one column.
inline std::shared_ptr<const MemorySeries> series_of(std::vector<double> values) {
  std::vector<std::vector<double>> columns;
  columns.push_back(std::move(values));
  return std::make_shared<const MemorySeries>(std::vector<std::string>{"load"}, std::move(columns));
}

/// Two columns that can be learned: a wave of a season, and it with noise and a slope, one step
/// later.
inline std::shared_ptr<const MemorySeries> waves(std::int64_t steps, std::int64_t season = 12) {
  base::Random random(7);
  std::vector<std::vector<double>> values(2);
  const auto wave = [&](std::int64_t i) {
    return std::sin(6.283185307179586 * static_cast<double>(i) / static_cast<double>(season));
  };
  for (std::int64_t i = 0; i < steps; ++i) {
    values[0].push_back(10 + wave(i));
    values[1].push_back(100 + 20 * wave(i - 1) + 0.01 * static_cast<double>(i) + random.uniform());
  }
  return std::make_shared<const MemorySeries>(std::vector<std::string>{"sun", "load"},
                                              std::move(values));
}

}  // namespace maas::test
