#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "inference/engine.h"
#include "maas/error.h"

namespace maas::test {

/// A model of rows: `cost` is `count` times `price`, 0 where the price is missing; `total`
/// is `count` doubled; `name` is `colour`. Each input is a column. A row with `count` 1000 is a
/// thousand samples.
class FakeRows final : public inference::Engine {
 public:
  const Signature& signature() const override { return signature_; }

  inference::Demand check(inference::HostTensors& inputs) const override {
    for (const TensorSpec& column : signature_.inputs) at(inputs, column.name);
    std::int64_t samples = 0;
    for (const std::int64_t count : column<std::int64_t>(inputs, "count")) {
      samples += count == 1000 ? count : 1;
    }
    return {.samples = samples};
  }

  std::vector<inference::Answer> run(
      std::span<const inference::HostTensors* const> requests) override {
    std::vector<inference::Answer> answers;
    for (const inference::HostTensors* request : requests) answers.emplace_back(answer(*request));
    return answers;
  }

 private:
  static const inference::HostTensor& at(const inference::HostTensors& inputs,
                                         std::string_view name) {
    for (const inference::HostTensor& input : inputs) {
      if (input.name == name) return input;
    }
    fail(ErrorCode::kInvalidData, "column '{}' is missing", name);
  }

  template <class Value>
  static const std::vector<Value>& column(const inference::HostTensors& inputs,
                                          std::string_view name) {
    const auto* values = std::get_if<std::vector<Value>>(&at(inputs, name).data);
    if (values == nullptr) fail(ErrorCode::kInvalidData, "column '{}' is of another type", name);
    return *values;
  }

  static inference::HostTensors answer(const inference::HostTensors& request) {
    const auto& counts = column<std::int64_t>(request, "count");
    const auto& prices = column<double>(request, "price");
    std::vector<double> costs;
    std::vector<std::int64_t> totals;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      costs.push_back(std::isnan(prices[i]) ? 0 : static_cast<double>(counts[i]) * prices[i]);
      totals.push_back(2 * counts[i]);
    }
    const auto rows = static_cast<std::int64_t>(counts.size());
    return {{.name = "cost", .shape = {rows}, .data = std::move(costs)},
            {.name = "total", .shape = {rows}, .data = std::move(totals)},
            {.name = "name", .shape = {rows}, .data = column<std::string>(request, "colour")}};
  }

  Signature signature_{.inputs = {{.name = "count", .datatype = "INT64", .shape = {-1}},
                                  {.name = "price", .datatype = "FP64", .shape = {-1, 1}},
                                  {.name = "colour", .datatype = "BYTES", .shape = {-1}}},
                       .outputs = {{.name = "cost", .datatype = "FP64", .shape = {-1}},
                                   {.name = "total", .datatype = "INT64", .shape = {-1}},
                                   {.name = "name", .datatype = "BYTES", .shape = {-1}}}};
};

}  // namespace maas::test
