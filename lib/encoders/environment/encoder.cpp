#include "encoders/environment/encoder.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "encoders/environment/part.h"
#include "encoders/environment/records.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "recipe/write.h"
#include "tensor/batch.h"

namespace maas::encoders {
namespace {

constexpr const char* kKey = "environment";
constexpr const char* kName = tensor::part::kObservation;

EnvironmentForm published(const store::ModelFiles& model) {
  const std::string file = model.path("config.json").string();
  const auto found = model.config.find(kKey);
  if (found == model.config.end()) {
    fail(ErrorCode::kInvalidData, "{}: there is no {}", file, kKey);
  }
  auto form = recipe::from_json_to<EnvironmentForm>(*found, fmt::format("{}: {}", file, kKey));
  if (!form.observations.empty() && !form.actions.empty()) return form;
  fail(ErrorCode::kInvalidData, "{}: the {} has {} observations and {} actions", file, kKey,
       form.observations.size(), form.actions.size());
}

EnvironmentForm form_of(const Basis& basis) {
  if (basis.model != nullptr) return published(*basis.model);
  const data::World& world = data::as<data::Environment>(*basis.train).world();
  return {world.name, world.observations, world.actions};
}

/// The numbers of an input of any type that holds some.
/// @throws Error kInvalidData if it holds others
std::vector<float> numbers_of(const HostTensor& input) {
  return std::visit(
      [&](const auto& values) -> std::vector<float> {
        using Value = typename std::decay_t<decltype(values)>::value_type;
        if constexpr (std::is_arithmetic_v<Value>) {
          std::vector<float> numbers(values.size());
          std::ranges::transform(values, numbers.begin(),
                                 [](Value value) { return static_cast<float>(value); });
          return numbers;
        } else {
          fail(ErrorCode::kInvalidData, "input '{}' holds texts, expected FP32 numbers",
               input.name);
        }
      },
      input.data);
}

}  // namespace

void describe(Fields& fields, EnvironmentForm& form) {
  fields("name", form.name, "what the model acts in").required();
  fields("observations", form.observations, "names of the numbers that it sees").required();
  fields("actions", form.actions, "names of what it may do").required();
}

EnvironmentEncoder::EnvironmentEncoder(const Basis& basis) : form_(form_of(basis)) {}

std::string_view EnvironmentEncoder::part() const {
  return kName;
}

std::string EnvironmentEncoder::text() const {
  return fmt::format("{} numbers of '{}'", width(), form_.name);
}

feed::Parts EnvironmentEncoder::parts(std::shared_ptr<const data::Dataset> set, Use) const {
  const auto& world = data::as<data::Environment>(*set).world();
  if (world.name != form_.name) {
    fail(ErrorCode::kInvalidData, "the episodes are in '{}', the model acts in '{}'", world.name,
         form_.name);
  }
  return environment_parts(std::move(set));
}

void EnvironmentEncoder::save(const store::ModelWriter&, nlohmann::ordered_json& config) const {
  config[kKey] = recipe::to_json_of(EnvironmentForm(form_));
}

std::vector<TensorSpec> EnvironmentEncoder::inputs() const {
  return {{kName, "FP32", {-1, width()}}};
}

Demand EnvironmentEncoder::check(HostTensors& inputs) const {
  if (inputs.size() != 1 || inputs.front().name != kName) {
    std::vector<std::string> names;
    for (const HostTensor& input : inputs) names.push_back(base::abridged(input.name));
    fail(ErrorCode::kInvalidData, "expected the one input '{}', got {} inputs: {}", kName,
         inputs.size(), base::join(names));
  }
  const HostTensor& input = inputs.front();
  const std::vector<float> numbers = numbers_of(input);
  const bool is_table = input.shape.size() == 2 && input.shape[1] == width() && input.rows() > 0 &&
                        std::ssize(numbers) == input.rows() * width();
  if (!is_table) {
    fail(ErrorCode::kInvalidData, "input '{}' has shape [{}], expected [N, {}]: {}", kName,
         fmt::join(input.shape, ", "), width(), base::join(form_.observations));
  }
  const auto odd =
      std::ranges::find_if(numbers, [](float number) { return !std::isfinite(number); });
  if (odd != numbers.end()) {
    const auto at = odd - numbers.begin();
    fail(ErrorCode::kInvalidData, "'{}' of observation {} is {}, expected a finite number",
         form_.observations[static_cast<std::size_t>(at % width())], at / width(), *odd);
  }
  return {.samples = input.rows(),
          .bytes = static_cast<std::int64_t>(numbers.size() * sizeof(float))};
}

HostTensors EnvironmentEncoder::prepare(HostTensors inputs) const {
  HostTensor& input = inputs.front();
  return {{kName, std::move(input.shape), numbers_of(input)}};
}

HostTensors EnvironmentEncoder::random_request(std::int64_t samples, base::Random& random) const {
  std::vector<float> numbers(static_cast<std::size_t>(samples * width()));
  for (float& number : numbers) number = static_cast<float>(2 * random.uniform() - 1);
  return {{kName, {samples, width()}, std::move(numbers)}};
}

std::unique_ptr<Records> EnvironmentEncoder::records(
    const std::vector<std::string>& arguments) const {
  return observation_records(arguments, form_.observations, [this](HostTensors inputs) {
    check(inputs);
    return prepare(std::move(inputs));
  });
}

}  // namespace maas::encoders
