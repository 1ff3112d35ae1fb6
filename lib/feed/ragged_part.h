#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include <ATen/ops/empty.h>

#include "feed/source.h"

namespace maas::feed {

/// A part of several rows a sample, one sample behind the other.
template <class Value>
class RaggedPart final : public Part {
 public:
  using Write = std::function<void(std::int64_t sample, Value* rows)>;

  /// @param name  outlives the part
  /// @param rows  of each sample of the set
  /// @param row  the shape of a row
  /// @param write  writes a sample's rows; any thread
  RaggedPart(std::string_view name, std::vector<std::int64_t> rows, std::vector<std::int64_t> row,
             Write write)
      : name_(name), rows_(std::move(rows)), row_(std::move(row)), write_(std::move(write)) {}

  std::string_view name() const override { return name_; }

  std::int64_t sample_bytes() const override {
    const std::int64_t most = rows_.empty() ? 0 : *std::ranges::max_element(rows_);
    return most * width() * static_cast<std::int64_t>(sizeof(Value));
  }

  at::Tensor blank(Indices samples) const override {
    std::vector<std::int64_t> shape = row_;
    shape.insert(shape.begin(), rows_of(samples));
    return at::empty(shape, c10::CppTypeToScalarType<Value>::value);
  }

  void read(Indices samples, std::int64_t row, base::Random&,
            const at::Tensor& part) const override {
    const auto before = samples.first(static_cast<std::size_t>(row));
    write_(samples[before.size()], part.data_ptr<Value>() + rows_of(before) * width());
  }

 private:
  std::int64_t rows_of(Indices samples) const {
    std::int64_t rows = 0;
    for (const std::int64_t sample : samples) rows += rows_[static_cast<std::size_t>(sample)];
    return rows;
  }

  std::int64_t width() const {
    std::int64_t width = 1;
    for (const std::int64_t size : row_) width *= size;
    return width;
  }

  std::string_view name_;
  std::vector<std::int64_t> rows_;
  std::vector<std::int64_t> row_;
  Write write_;
};

}  // namespace maas::feed
