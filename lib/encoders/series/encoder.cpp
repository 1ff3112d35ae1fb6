#include "encoders/series/encoder.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "encoders/agreement.h"
#include "encoders/series/records.h"
#include "encoders/series/requests.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "recipe/write.h"

namespace maas::encoders {
namespace {

constexpr const char* kKey = "series";

SeriesForm published(const store::ModelFiles& model) {
  const std::string file = model.path("config.json").string();
  const auto found = model.config.find(kKey);
  if (found == model.config.end()) {
    fail(ErrorCode::kInvalidData, "{}: there is no {}", file, kKey);
  }
  auto form = recipe::from_json_to<SeriesForm>(*found, fmt::format("{}: {}", file, kKey));
  if (form.delimiter.size() != 1) {
    fail(ErrorCode::kInvalidData, "{}: {}.delimiter '{}' is not one character", file, kKey,
         form.delimiter);
  }
  if (form.target_column().std <= 0) {
    fail(ErrorCode::kInvalidData, "{}: {}: the target '{}' has no deviation", file, kKey,
         form.target);
  }
  return form;
}

/// Weights are for the windows and the columns that they were learned with.
/// @throws Error kInvalidRecipe
void require_agreement(const SeriesForm& form, const data::Series& train,
                       const WindowShape& wanted) {
  require_same("window", form.window, wanted.window);
  require_same("horizon", form.horizon, wanted.horizon);
  require_same("season", form.season, wanted.season);
  require_same("differenced", form.differenced, wanted.differenced);
  require_same("target", form.target, train.columns()[train.target()]);
  for (const std::string& name : train.columns()) {
    if (std::ranges::find(form.columns, name, &SeriesColumn::name) != form.columns.end()) continue;
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "it may go into the task's `ignore`",
                            "data.train: the model that is trained further takes no column '{}'",
                            name);
  }
}

SeriesForm form_of(const Basis& basis, const WindowShape& shape) {
  if (basis.model == nullptr) return fitted_form(data::as<data::Series>(*basis.train), shape);
  SeriesForm form = published(*basis.model);
  if (basis.train != nullptr) require_agreement(form, data::as<data::Series>(*basis.train), shape);
  return form;
}

}  // namespace

SeriesEncoder::SeriesEncoder(const Basis& basis, const WindowShape& shape)
    : form_(form_of(basis, shape)) {}

std::string SeriesEncoder::text() const {
  return fmt::format(
      "{} steps of {}", form_.history(),
      form_.columns.size() == 1 ? "one number" : fmt::format("{} numbers", form_.columns.size()));
}

SharedWindows SeriesEncoder::windows(const data::Dataset& set, Use use,
                                     std::string_view what) const {
  const std::int64_t before =
      use == Use::kTrain ? form_.history() : std::max(form_.history(), form_.season);
  return std::make_shared<Windows>(data::as<data::Series>(set), form_, before, what);
}

feed::Parts SeriesEncoder::parts(const SharedWindows& windows) const {
  if (!form_.differenced) return {steps_part(windows)};
  return {steps_part(windows), naive_part(windows)};
}

feed::Parts SeriesEncoder::parts(std::shared_ptr<const data::Dataset> set, Use use) const {
  return parts(windows(*set, use, "the samples"));
}

void SeriesEncoder::save(const store::ModelWriter&, nlohmann::ordered_json& config) const {
  config[kKey] = recipe::to_json_of(form_);
}

std::vector<TensorSpec> SeriesEncoder::inputs() const {
  return {history_input(form_)};
}

Demand SeriesEncoder::check(HostTensors& inputs) const {
  return check_histories(form_, inputs);
}

HostTensors SeriesEncoder::prepare(HostTensors inputs) const {
  return prepared_histories(form_, inputs);
}

HostTensors SeriesEncoder::random_request(std::int64_t samples, base::Random& random) const {
  std::vector<float> values;
  for (std::int64_t i = 0; i < samples * form_.history(); ++i) {
    for (const SeriesColumn& column : form_.columns) {
      values.push_back(static_cast<float>(column.mean + column.std * (2 * random.uniform() - 1)));
    }
  }
  std::vector<std::int64_t> shape = history_input(form_).shape;
  shape.front() = samples;
  return {{history_input(form_).name, std::move(shape), std::move(values)}};
}

std::unique_ptr<Records> SeriesEncoder::records(const std::vector<std::string>& arguments) const {
  return series_records(arguments, form_);
}

}  // namespace maas::encoders
