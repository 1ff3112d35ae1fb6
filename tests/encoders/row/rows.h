#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "encoders/row/encoder.h"
#include "support/memory_rows.h"
#include "support/support.h"

/// Rows as they come to an encoder: in batches and in requests.
namespace maas::encoders {

using test::MemoryRows;

/// A table of one column beside a number that differs from row to row.
inline MemoryRows table_of(const std::string& column, const std::vector<std::string>& values) {
  std::vector<MemoryRows::Row> rows;
  for (const std::string& value : values) rows.push_back({value, std::to_string(rows.size())});
  return {{column, "number"}, std::move(rows)};
}

/// What was learned of the first column of a table.
inline RowColumn first_of(const MemoryRows& rows, const ColumnChoice& choice = {}) {
  return fitted_columns(rows, choice).front();
}

/// What a part makes of all samples of a set, in one batch.
inline at::Tensor whole(const feed::Part& part, std::int64_t size) {
  std::vector<std::int64_t> samples;
  for (std::int64_t i = 0; i < size; ++i) samples.push_back(i);
  at::Tensor batch = part.blank(samples);
  base::Random random(0);
  for (const std::int64_t row : samples) part.read(samples, row, random, batch);
  return batch;
}

inline std::vector<float> values_of(const at::Tensor& tensor) {
  const auto* const values = tensor.const_data_ptr<float>();
  return {values, values + tensor.numel()};
}

/// The network's inputs of a set, row by row.
inline std::vector<float> inputs_of(const Encoder& encoder, const MemoryRows& rows) {
  const auto set = std::make_shared<MemoryRows>(rows);
  return values_of(whole(*encoder.parts(set, Use::kJudge).at(0), rows.size()));
}

/// The same of a request that was prepared.
inline std::vector<float> inputs_of(const Encoder& encoder, HostTensors request) {
  encoder.check(request);
  return std::get<std::vector<float>>(encoder.prepare(std::move(request)).at(0).data);
}

/// A request of all rows in the texts of the table.
inline HostTensors texts_of(const MemoryRows& rows, const std::vector<RowColumn>& columns) {
  HostTensors request;
  for (const RowColumn& column : columns) {
    std::vector<std::string> texts;
    const std::size_t at = data::find_column(rows, column.name).value();
    for (std::int64_t i = 0; i < rows.size(); ++i) texts.emplace_back(rows.cell(i, at));
    request.push_back({column.name, {rows.size()}, std::move(texts)});
  }
  return request;
}

/// The same with numbers as FP64 in a column of their own; NaN: missing.
inline HostTensors numbers_of(const MemoryRows& rows, const std::vector<RowColumn>& columns) {
  HostTensors request = texts_of(rows, columns);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].is_number()) continue;
    std::vector<double> numbers;
    for (const std::string& text : std::get<std::vector<std::string>>(request[i].data)) {
      numbers.push_back(data::number_of(text).value_or(std::numeric_limits<double>::quiet_NaN()));
    }
    request[i].shape = {rows.size(), 1};
    request[i].data = std::move(numbers);
  }
  return request;
}

}  // namespace maas::encoders
