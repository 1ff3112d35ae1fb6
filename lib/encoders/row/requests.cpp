#include "encoders/row/requests.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "maas/error.h"
#include "tensor/batch.h"

namespace maas::encoders {
namespace {

/// The input of each column; null where there is none.
using Columns = std::vector<const HostTensor*>;

Cell cell_of(const RowForm& form, const std::string& text) {
  const std::string_view trimmed = base::trim(text);
  return form.is_missing(trimmed) ? Cell{} : Cell{.text = trimmed};
}

template <class Number>
Cell cell_of(const RowForm&, Number number) {
  const auto value = static_cast<double>(number);
  return std::isnan(value) ? Cell{} : Cell{.number = value};
}

Cell cell_at(const RowForm& form, const HostTensor& input, std::int64_t row) {
  return std::visit(
      [&](const auto& values) { return cell_of(form, values[static_cast<std::size_t>(row)]); },
      input.data);
}

std::size_t elements(const HostTensor& input) {
  return std::visit([](const auto& values) { return values.size(); }, input.data);
}

[[noreturn]] void refuse_name(const RowForm& form, const std::string& name) {
  std::vector<std::string> known;
  for (const RowColumn& column : form.columns()) known.push_back(column.name);
  throw failure_with_hint(ErrorCode::kInvalidData, base::did_you_mean(name, known),
                          "there is no input '{}'", base::abridged(name));
}

/// @throws Error kInvalidData for a name that is no column's, or one that comes twice
Columns by_column(const RowForm& form, const HostTensors& inputs) {
  Columns columns(form.columns().size());
  for (const HostTensor& input : inputs) {
    const auto place = form.find(input.name);
    if (!place) refuse_name(form, input.name);
    if (columns[*place] != nullptr) {
      fail(ErrorCode::kInvalidData, "input '{}' is there twice", input.name);
    }
    columns[*place] = &input;
  }
  return columns;
}

/// @throws Error kInvalidData if an input is no column of so many rows
void check_shape(const HostTensor& input, std::int64_t rows) {
  const bool is_column =
      input.shape.size() == 1 || (input.shape.size() == 2 && input.shape[1] == 1);
  if (is_column && rows > 0 && input.rows() == rows &&
      elements(input) == static_cast<std::size_t>(rows)) {
    return;
  }
  fail(ErrorCode::kInvalidData, "input '{}' has shape [{}], expected [N] or [N, 1] as all inputs",
       input.name, fmt::join(input.shape, ", "));
}

void check_values(const RowForm& form, const RowColumn& column, const HostTensor* input,
                  std::int64_t rows) {
  if (input == nullptr) {
    if (column.missing) return;
    fail(ErrorCode::kInvalidData, "input '{}' is missing; in training each row had a value",
         column.name);
  }
  for (std::int64_t row = 0; row < rows; ++row) {
    const Cell cell = cell_at(form, *input, row);
    if (!code_of(column, cell)) refuse_cell(column, cell, fmt::format("row {}", row));
  }
}

}  // namespace

std::vector<TensorSpec> row_inputs(const RowForm& form) {
  std::vector<TensorSpec> inputs;
  for (const RowColumn& column : form.columns()) {
    inputs.push_back({column.name, column.is_number() ? "FP64" : "BYTES", {-1}});
  }
  return inputs;
}

Demand check_rows(const RowForm& form, const HostTensors& inputs) {
  if (inputs.empty()) fail(ErrorCode::kInvalidData, "there is no input");
  const Columns columns = by_column(form, inputs);
  const std::int64_t rows = inputs.front().rows();
  for (const HostTensor& input : inputs) check_shape(input, rows);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    check_values(form, form.columns()[i], columns[i], rows);
  }
  return {.samples = rows, .bytes = rows * form.width() * static_cast<std::int64_t>(sizeof(float))};
}

HostTensor prepared_rows(const RowForm& form, const HostTensors& inputs) {
  const Columns columns = by_column(form, inputs);
  const std::int64_t rows = inputs.front().rows();
  const std::int64_t width = form.width();
  std::vector<float> features(static_cast<std::size_t>(rows * width));
  float* first = features.data();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const RowColumn& column = form.columns()[i];
    for (std::int64_t row = 0; row < rows; ++row) {
      const Cell cell = columns[i] != nullptr ? cell_at(form, *columns[i], row) : Cell{};
      write_inputs(column, code_of(column, cell).value(), first + row * width);
    }
    first += column.width();
  }
  return {tensor::part::kFeatures, {rows, width}, std::move(features)};
}

}  // namespace maas::encoders
