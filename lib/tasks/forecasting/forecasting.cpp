#include "tasks/forecasting/forecasting.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "encoders/series/encoder.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "recipe/write.h"
#include "tasks/forecasting/errors.h"

namespace maas::tasks {
namespace {

constexpr const char* kForecast = "forecast";
constexpr const char* kKey = "forecasting";

/// What `config.json` says of the errors.
struct Scale {
  double naive_error = 1;
};

void describe(Fields& fields, Scale& scale) {
  fields("naive_error", scale.naive_error,
         "mean absolute error of the seasonal naive forecast over the training steps")
      .range(above(0))
      .required();
}

double naive_error_of(const Basis& basis, std::int64_t season) {
  if (basis.model == nullptr) {
    return encoders::seasonal_error(data::as<data::Series>(*basis.train), season);
  }
  const std::string file = basis.model->path("config.json").string();
  const auto found = basis.model->config.find(kKey);
  if (found == basis.model->config.end()) {
    fail(ErrorCode::kInvalidData, "{}: there is no {}", file, kKey);
  }
  return recipe::from_json_to<Scale>(*found, fmt::format("{}: {}", file, kKey)).naive_error;
}

encoders::WindowShape shape_of(const ForecastingOptions& options) {
  return {.window = options.window,
          .horizon = options.horizon,
          .season = options.season,
          .differenced = options.differenced};
}

class Forecasting final : public Task {
 public:
  Forecasting(const Basis& basis, const ForecastingOptions& options)
      : encoder_(basis, shape_of(options)), naive_error_(naive_error_of(basis, form().season)) {}

  const encoders::Encoder& encoder() const override { return encoder_; }

  tensor::Problem problem() const override {
    return {.input = encoder_.shape(), .outputs = form().horizon};
  }

  std::shared_ptr<const feed::Source> source(std::shared_ptr<const data::Dataset> set, Use use,
                                             const SetName& name) const override {
    const encoders::SharedWindows windows = encoder_.windows(*set, use, name.what);
    feed::Parts parts = encoder_.parts(windows);
    parts.push_back(encoders::ahead_part(windows));
    if (use == Use::kJudge) {
      if (!form().differenced) parts.push_back(encoders::naive_part(windows));
      parts.push_back(encoders::first_step_part(windows));
    }
    return std::make_shared<feed::Source>(windows->size(), std::move(parts));
  }

  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override {
    encoder_.save(writer, config);
    config[kKey] = recipe::to_json_of(Scale{naive_error_});
  }

  Step step(const Forward& forward, const tensor::Batch& batch) const override {
    const at::Tensor outputs = run(forward, batch);  // [B, H]
    const at::Tensor wide = outputs.element_size() < 4 ? outputs.to(at::kFloat) : outputs;
    const at::Tensor distances = wide - batch.at(tensor::part::kTarget);
    return {distances.square().mean(1).sum(), outputs.detach()};
  }

  /// The target in standard deviations, whether the network tells it or the difference from one
  /// season before.
  at::Tensor run(const Forward& forward, const tensor::Batch& batch) const override {
    const at::Tensor outputs = forward(batch);  // [B, H]
    if (!form().differenced) return outputs;
    return batch.at(tensor::part::kNaive) + outputs * form().difference_std;
  }

  std::unique_ptr<Evaluation> evaluation() const override {
    const encoders::SeriesColumn& target = form().target_column();
    return std::make_unique<ForecastErrors>(
        ErrorScale{.std = target.std, .naive_error = naive_error_}, form().horizon);
  }

  const MetricSpecs& metrics() const override {
    static const MetricSpecs specs = forecasting_card().metrics;
    return specs;
  }

  std::vector<std::string> metric_names() const override {
    return {"mase", "naive_mase", "mae", "rmse", "loss"};
  }

  std::vector<TensorSpec> outputs() const override {
    return {{kForecast, "FP32", {-1, form().horizon}}};
  }

  /// @param outputs  [B, H], in standard deviations
  tensor::HostTensors answers(const at::Tensor& outputs) const override {
    const encoders::SeriesColumn& target = form().target_column();
    const at::Tensor distances = outputs.to(at::kCPU, at::kFloat).contiguous();
    std::vector<float> values;
    for (std::int64_t i = 0; i < distances.numel(); ++i) {
      const double distance = distances.const_data_ptr<float>()[i];
      values.push_back(static_cast<float>(target.mean + target.std * distance));
    }
    return {{kForecast, {distances.size(0), distances.size(1)}, std::move(values)}};
  }

  Prediction told(std::string input, const tensor::HostTensors& answer,
                  std::int64_t) const override {
    const auto& values = std::get<std::vector<float>>(answer.front().data);
    return {.input = std::move(input), .values = {values.begin(), values.end()}};
  }

 private:
  const encoders::SeriesForm& form() const { return encoder_.form(); }

  encoders::SeriesEncoder encoder_;
  double naive_error_;
};

}  // namespace

std::unique_ptr<Task> make_forecasting(const Basis& basis, const ForecastingOptions& options) {
  return std::make_unique<Forecasting>(basis, options);
}

}  // namespace maas::tasks
