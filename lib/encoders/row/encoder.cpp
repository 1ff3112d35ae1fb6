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
  std::string target;  ///< models of before do not say it
};

void describe(Fields& fields, Columns& columns) {
  fields("schema", columns.schema, "version of the file").choices({kSchema}).required();
  fields("columns", columns.columns, "what the network's inputs are made of").required();
  fields("missing", columns.missing, "texts that stand for a missing value");
  fields("delimiter", columns.delimiter, "what stood between the fields of the training rows");
  fields("target", columns.target, "the column that is told from the others");
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
  return {std::move(columns.columns),
          {columns.delimiter.front(), std::move(columns.missing)},
          std::move(columns.target)};
}

std::string target_of(const data::Rows& rows) {
  return rows.target() ? rows.columns()[*rows.target()] : "";
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

/// Whether a category is of numbers: then the task said so.
bool is_of_numbers(const RowColumn& column) {
  const auto is_number = [](const std::string& value) {
    return data::number_of(value).has_value();
  };
  const bool knows_all = !column.values.empty() && column.values.size() < kMostValues;
  return !column.is_number() && knows_all && std::ranges::all_of(column.values, is_number);
}

/// The weights of a model that is trained further are for its columns.
/// @throws Error kInvalidRecipe if the rows or the choice are of others
void require_agreement(const RowForm& form, const data::Rows& train, const ColumnChoice& choice) {
  for (const RowColumn& column : form.columns()) {
    if (has(choice.ignored, column.name)) {
      fail(ErrorCode::kInvalidRecipe,
           "task.ignore: the model that is trained further takes the column '{}'", column.name);
    }
    const bool is_named = has(choice.categories, column.name);
    if (is_named ? !column.is_number() : !is_of_numbers(column)) continue;
    fail(ErrorCode::kInvalidRecipe,
         "task.categories: the model that is trained further takes the column '{}' for a {}",
         column.name, column.type);
  }
  for (const std::string& name : train.columns()) {
    if (form.find(name) || has(choice.ignored, name) || name == target_of(train)) continue;
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "it may go into the task's `ignore`",
                            "data.train: the model that is trained further takes no column '{}'",
                            name);
  }
}

RowForm form_of(const Basis& basis, const ColumnChoice& choice) {
  if (basis.model == nullptr) {
    const auto& train = data::as<data::Rows>(*basis.train);
    return {fitted_columns(train, choice), train.format(), target_of(train)};
  }
  RowForm form = published(basis.model->path(kFile));
  if (basis.train == nullptr) return form;
  const auto& train = data::as<data::Rows>(*basis.train);
  require_agreement(form, train, choice);
  return {form.columns(), form.format(), target_of(train)};
}

/// @throws Error kInvalidRecipe if the rows' target is another than was trained for, or one of the
///   columns that it is told from
void require_target(const RowForm& form, const data::Rows& rows) {
  const std::string target = target_of(rows);
  if (target.empty()) return;
  if (form.find(target)) {
    throw failure_with_hint(
        ErrorCode::kInvalidRecipe, "train without model.from, or name another column",
        "task.target: '{}' is among the columns that the model tells it from", target);
  }
  if (form.target().empty() || target == form.target()) return;
  fail(ErrorCode::kInvalidRecipe, "task.target: '{}', the model was trained to tell '{}'", target,
       form.target());
}

}  // namespace

RowEncoder::RowEncoder(const Basis& basis, const ColumnChoice& choice)
    : form_(form_of(basis, choice)) {}

nlohmann::ordered_json RowEncoder::to_json() const {
  return recipe::to_json_of(Columns{.columns = form_.columns(),
                                    .missing = form_.format().missing,
                                    .delimiter = std::string(1, form_.format().delimiter),
                                    .target = form_.target()});
}

std::string RowEncoder::text() const {
  const auto numbers = std::ranges::count_if(form_.columns(), &RowColumn::is_number);
  return fmt::format("{} numbers and {} categories", numbers,
                     std::ssize(form_.columns()) - numbers);
}

feed::Parts RowEncoder::parts(std::shared_ptr<const data::Dataset> set, Use) const {
  require_target(form_, data::as<data::Rows>(*set));
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
