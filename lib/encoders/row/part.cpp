#include "encoders/row/part.h"

#include <ATen/ops/empty.h>

#include "base/parallel.h"
#include "base/strings.h"
#include "data/rows.h"
#include "feed/scalar_part.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

/// The column's place in a set; one that had missing values in training may be left out.
std::optional<std::size_t> place_in(const data::Rows& rows, const RowColumn& column) {
  const auto at = data::find_column(rows, column.name);
  if (at || column.missing) return at;
  throw failure_with_hint(ErrorCode::kInvalidData, base::did_you_mean(column.name, rows.columns()),
                          "the rows have no column '{}', which the training rows had", column.name);
}

/// Of each column in a set; none: it is not there.
using Places = std::vector<std::optional<std::size_t>>;

class RowPart final : public feed::Part {
 public:
  RowPart(const data::Rows& rows, std::vector<RowColumn> columns)
      : columns_(std::move(columns)), width_(width_of(columns_)) {
    Places places;
    for (const RowColumn& column : columns_) places.push_back(place_in(rows, column));
    codes_.resize(static_cast<std::size_t>(rows.size()) * columns_.size());
    base::for_each_index(rows.size(), [&](std::int64_t row) { read_codes(rows, row, places); });
  }

  std::string_view name() const override { return tensor::part::kFeatures; }

  std::int64_t sample_bytes() const override {
    return width_ * static_cast<std::int64_t>(sizeof(float));
  }

  at::Tensor blank(feed::Indices samples) const override {
    return at::empty({std::ssize(samples), width_}, at::kFloat);
  }

  void read(feed::Indices samples, std::int64_t row, base::Random&,
            const at::Tensor& part) const override {
    const float* code = codes_.data() + first_code(samples[static_cast<std::size_t>(row)]);
    float* inputs = part.data_ptr<float>() + row * width_;
    for (const RowColumn& column : columns_) {
      write_inputs(column, *code++, inputs);
      inputs += column.width();
    }
  }

 private:
  std::size_t first_code(std::int64_t row) const {
    return static_cast<std::size_t>(row) * columns_.size();
  }

  void read_codes(const data::Rows& rows, std::int64_t row, const Places& places) {
    rows.verify(row);
    float* const code = codes_.data() + first_code(row);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Cell cell{.text = places[i] ? rows.cell(row, *places[i]) : std::string_view()};
      const std::optional<float> value = code_of(columns_[i], cell);
      if (!value) refuse_cell(columns_[i], cell, rows.name(row));
      code[i] = *value;
    }
  }

  std::vector<RowColumn> columns_;
  std::int64_t width_;
  std::vector<float> codes_;  ///< [rows, columns]
};

}  // namespace

double target_of(const data::Rows& rows, std::int64_t row) {
  const std::string_view text = rows.cell(row, rows.target().value());
  if (const auto number = data::number_of(text)) return *number;
  fail(ErrorCode::kInvalidData, "{}: the target '{}' is '{}', not a number", rows.name(row),
       rows.columns()[*rows.target()], base::abridged(text));
}

std::shared_ptr<const feed::Part> row_part(const data::Dataset& set, const RowForm& form) {
  return std::make_shared<RowPart>(data::as<data::Rows>(set), form.columns());
}

std::shared_ptr<const feed::Part> target_part(const data::Dataset& set, double mean, double std) {
  const auto& rows = data::as<data::Rows>(set);
  if (!rows.target()) fail(ErrorCode::kInvalidData, "the rows have no target");
  std::vector<float> values;
  for (std::int64_t row = 0; row < rows.size(); ++row) {
    values.push_back(static_cast<float>((target_of(rows, row) - mean) / std));
  }
  return feed::scalar_part<float>(tensor::part::kTarget,
                                  [values = std::move(values)](std::int64_t sample) {
                                    return values[static_cast<std::size_t>(sample)];
                                  });
}

}  // namespace maas::encoders
