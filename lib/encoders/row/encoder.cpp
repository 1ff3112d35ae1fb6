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
  std::string delimiter = ",";
};

void describe(Fields& fields, Columns& columns) {
  fields("schema", columns.schema, "version of the file").choices({kSchema}).required();
  fields("columns", columns.columns, "what the network's inputs are made of").required();
  fields("missing", columns.missing, "texts that stand for a missing value");
  fields("delimiter", columns.delimiter, "what stood between the fields of the training rows");
}

RowForm published(const std::filesystem::path& path) {
  auto columns = recipe::from_json_to<Columns>(formats::read_json<formats::OrderedJson>(path),
                                               path.string(), {}, {.ignore_unknown_keys = true});
  if (columns.delimiter.size() != 1) {
    fail(ErrorCode::kInvalidData, "{}: delimiter '{}' is not one character", path.string(),
         columns.delimiter);
  }
  if (width_of(columns.columns) == 0) {
    fail(ErrorCode::kInvalidData, "{}: the columns become no input of a network", path.string());
  }
  return {std::move(columns.columns), {columns.delimiter.front(), std::move(columns.missing)}};
}

RowForm form_of(const Basis& basis, const ColumnChoice& choice) {
  if (basis.model != nullptr) return published(basis.model->path(kFile));
  const auto& rows = data::as<data::Rows>(*basis.train);
  return {fitted_columns(rows, choice), rows.format()};
}

}  // namespace

RowEncoder::RowEncoder(const Basis& basis, const ColumnChoice& choice)
    : form_(form_of(basis, choice)) {}

nlohmann::ordered_json RowEncoder::to_json() const {
  return recipe::to_json_of(Columns{.columns = form_.columns(),
                                    .missing = form_.format().missing,
                                    .delimiter = std::string(1, form_.format().delimiter)});
}

std::string RowEncoder::text() const {
  const auto numbers = std::ranges::count_if(form_.columns(), &RowColumn::is_number);
  return fmt::format("{} numbers and {} categories", numbers,
                     std::ssize(form_.columns()) - numbers);
}

feed::Parts RowEncoder::parts(std::shared_ptr<const data::Dataset> set, Use) const {
  return {row_part(*set, form_)};
}

void RowEncoder::save(const store::ModelWriter& writer, nlohmann::ordered_json&) const {
  formats::write_json(writer.file(kFile), to_json());
}

std::vector<TensorSpec> RowEncoder::inputs() const {
  return row_inputs(form_);
}

Demand RowEncoder::check(HostTensors& inputs) const {
  return check_rows(form_, inputs);
}

HostTensors RowEncoder::prepare(HostTensors inputs) const {
  return {prepared_rows(form_, inputs)};
}

HostTensors RowEncoder::random_request(std::int64_t samples, base::Random& random) const {
  HostTensors request;
  for (const RowColumn& column : form_.columns()) {
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
  return row_records(arguments, form_);
}

}  // namespace maas::encoders
