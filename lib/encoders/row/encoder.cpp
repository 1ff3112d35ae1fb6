#include "encoders/row/encoder.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "data/rows.h"
#include "encoders/row/part.h"
#include "encoders/row/records.h"
#include "encoders/row/requests.h"
#include "formats/json/json.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "recipe/write.h"
#include "tensor/batch.h"

namespace maas::encoders {
namespace {

constexpr const char* kFile = "columns.json";
constexpr const char* kSchema = "maas.columns/v1";

/// What `columns.json` holds.
struct Columns {
  std::string schema = kSchema;
  std::vector<RowColumn> columns;
  std::vector<std::string> missing;
};

void describe(Fields& fields, Columns& columns) {
  fields("schema", columns.schema, "version of the file").choices({kSchema}).required();
  fields("columns", columns.columns, "what the network's inputs are made of").required();
  fields("missing", columns.missing, "texts that stand for a missing value");
}

Columns columns_of(const Basis& basis, const ColumnChoice& choice) {
  if (basis.model == nullptr) {
    const auto& rows = data::as<data::Rows>(*basis.train);
    return {.columns = fitted_columns(rows, choice), .missing = rows.missing_texts()};
  }
  const std::filesystem::path path = basis.model->path(kFile);
  auto columns =
      recipe::from_json_to<Columns>(formats::read_json<formats::OrderedJson>(path), path.string());
  if (width_of(columns.columns) > 0) return columns;
  fail(ErrorCode::kInvalidData, "{}: the columns become no input of a network", path.string());
}

}  // namespace

RowEncoder::RowEncoder(const Basis& basis, const ColumnChoice& choice) {
  Columns learned = columns_of(basis, choice);
  columns_ = std::move(learned.columns);
  missing_texts_ = std::move(learned.missing);
  width_ = width_of(columns_);
}

std::string RowEncoder::text() const {
  const auto numbers = std::ranges::count_if(columns_, &RowColumn::is_number);
  return fmt::format("{} numbers and {} categories", numbers, std::ssize(columns_) - numbers);
}

feed::Parts RowEncoder::parts(std::shared_ptr<const data::Dataset> set, Use) const {
  return {row_part(*set, columns_)};
}

void RowEncoder::save(const store::ModelWriter& writer, nlohmann::ordered_json&) const {
  Columns columns{.columns = columns_, .missing = missing_texts_};
  formats::write_json(writer.file(kFile), recipe::to_json_of(columns));
}

std::vector<TensorSpec> RowEncoder::inputs() const {
  return row_inputs(columns_);
}

Demand RowEncoder::check(HostTensors& inputs) const {
  return check_rows(columns_, inputs);
}

HostTensors RowEncoder::prepare(HostTensors inputs) const {
  return {prepared_rows(columns_, inputs)};
}

HostTensors RowEncoder::random_request(std::int64_t samples, base::Random& random) const {
  HostTensors request;
  for (const RowColumn& column : columns_) {
    std::vector<double> numbers;
    std::vector<std::string> texts;
    for (std::int64_t i = 0; i < samples; ++i) {
      numbers.push_back(column.mean + column.std * (2 * random.uniform() - 1));
      texts.push_back(column.values.empty() ? ""
                                            : column.values[random.below(column.values.size())]);
    }
    request.push_back({column.name, {samples}, {}});
    if (column.is_number())
      request.back().data = std::move(numbers);
    else
      request.back().data = std::move(texts);
  }
  return request;
}

std::unique_ptr<Records> RowEncoder::records(const std::vector<std::string>& arguments) const {
  return row_records(arguments, columns_, missing_texts_);
}

}  // namespace maas::encoders
