#include "encoders/row/requests.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/strings.h"
#include "maas/error.h"
#include "tensor/batch.h"

namespace maas::encoders {
namespace {

const HostTensor* find(const HostTensors& inputs, const std::string& name) {
  const auto found = std::ranges::find(inputs, name, &HostTensor::name);
  return found == inputs.end() ? nullptr : &*found;
}

Cell cell_of(const std::string& text) {
  return {.text = base::trim(text)};
}

template <class Number>
Cell cell_of(Number number) {
  const auto value = static_cast<double>(number);
  return std::isnan(value) ? Cell{} : Cell{.number = value};
}

Cell cell_at(const HostTensor& input, std::int64_t row) {
  return std::visit(
      [&](const auto& values) { return cell_of(values[static_cast<std::size_t>(row)]); },
      input.data);
}

std::size_t elements(const HostTensor& input) {
  return std::visit([](const auto& values) { return values.size(); }, input.data);
}

/// @throws Error kInvalidData for a name that is no column's, or one that comes twice
void check_names(const std::vector<RowColumn>& columns, const HostTensors& inputs) {
  std::vector<std::string> known;
  for (const RowColumn& column : columns) known.push_back(column.name);
  std::set<std::string> seen;
  for (const HostTensor& input : inputs) {
    if (std::ranges::find(known, input.name) == known.end()) {
      throw failure_with_hint(ErrorCode::kInvalidData, base::did_you_mean(input.name, known),
                              "there is no input '{}'", base::abridged(input.name));
    }
    if (seen.insert(input.name).second) continue;
    fail(ErrorCode::kInvalidData, "input '{}' is there twice", input.name);
  }
  for (const RowColumn& column : columns) {
    if (column.missing || seen.contains(column.name)) continue;
    fail(ErrorCode::kInvalidData, "input '{}' is missing; in training each row had a value",
         column.name);
  }
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

}  // namespace

std::vector<TensorSpec> row_inputs(const std::vector<RowColumn>& columns) {
  std::vector<TensorSpec> inputs;
  for (const RowColumn& column : columns) {
    inputs.push_back({column.name, column.is_number() ? "FP64" : "BYTES", {-1}});
  }
  return inputs;
}

Demand check_rows(const std::vector<RowColumn>& columns, const HostTensors& inputs) {
  check_names(columns, inputs);
  if (inputs.empty()) fail(ErrorCode::kInvalidData, "there is no input");
  const std::int64_t rows = inputs.front().rows();
  for (const HostTensor& input : inputs) check_shape(input, rows);
  for (const RowColumn& column : columns) {
    const HostTensor* const input = find(inputs, column.name);
    if (input == nullptr) continue;
    for (std::int64_t row = 0; row < rows; ++row) {
      const Cell cell = cell_at(*input, row);
      if (!code_of(column, cell)) refuse_cell(column, cell, fmt::format("row {}", row));
    }
  }
  return {.samples = rows,
          .bytes = rows * width_of(columns) * static_cast<std::int64_t>(sizeof(float))};
}

HostTensor prepared_rows(const std::vector<RowColumn>& columns, const HostTensors& inputs) {
  const std::int64_t rows = inputs.front().rows();
  const std::int64_t width = width_of(columns);
  std::vector<float> features(static_cast<std::size_t>(rows * width));
  float* first = features.data();
  for (const RowColumn& column : columns) {
    const HostTensor* const input = find(inputs, column.name);
    for (std::int64_t row = 0; row < rows; ++row) {
      const Cell cell = input != nullptr ? cell_at(*input, row) : Cell{};
      write_inputs(column, code_of(column, cell).value(), first + row * width);
    }
    first += column.width();
  }
  return {tensor::part::kFeatures, {rows, width}, std::move(features)};
}

}  // namespace maas::encoders
