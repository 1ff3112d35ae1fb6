#include "tasks/recommendation/recommendation.h"

#include <algorithm>
#include <limits>

#include <ATen/ops/softplus.h>
#include <nlohmann/json.hpp>

#include "encoders/pairs/encoder.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "recipe/write.h"
#include "tasks/recommendation/history.h"
#include "tasks/recommendation/ranked_lists.h"
#include "tasks/recommendation/sources.h"

namespace maas::tasks {
namespace {

constexpr const char* kItems = "items";
constexpr const char* kScores = "scores";
constexpr const char* kOptions = "recommendation";

/// The options of the model's training, unless a recipe trains anew.
RecommendationOptions options_of(const Basis& basis, const RecommendationOptions& options) {
  if (basis.model == nullptr || basis.train != nullptr) return options;
  const auto found = basis.model->config.find(kOptions);
  const std::string file = basis.model->path("config.json").string();
  if (found == basis.model->config.end()) {
    fail(ErrorCode::kInvalidData, "{}: there is no '{}'", file, kOptions);
  }
  return recipe::from_json_to<RecommendationOptions>(*found, file + ": " + kOptions);
}

class Recommendation final : public Task {
 public:
  Recommendation(const Basis& basis, const RecommendationOptions& options)
      : options_(options_of(basis, options)),
        encoder_(basis, encoders::Question::kUser),
        history_(history_of(basis, encoder_, options_.relevant)) {}

  const encoders::Encoder& encoder() const override { return encoder_; }

  tensor::Problem problem() const override {
    return {.input = encoder_.shape(),
            .vocabulary = encoder_.vocabulary(),
            .outputs = encoder_.items().size(),
            .items = encoder_.items().size()};
  }

  std::shared_ptr<const feed::Source> source(std::shared_ptr<const data::Dataset> set, Use use,
                                             const SetName& name) const override {
    const auto& pairs = data::as<data::Pairs>(*set);
    if (use == Use::kJudge) {
      return user_source(pairs, encoder_, options_.relevant, history_.rated, name.what);
    }
    return liked_source(pairs, encoder_, options_.relevant, options_.negatives, name.what);
  }

  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override {
    encoder_.save(writer, config);
    tasks::save(history_, writer);
    config[kOptions] = recipe::to_json_of(options_);
  }

  Step step(const Forward& forward, const tensor::Batch& batch) const override {
    const at::Tensor outputs = forward(batch);  // [B, 1 + negatives]
    const at::Tensor scores = outputs.element_size() < 4 ? outputs.to(at::kFloat) : outputs;
    const at::Tensor behind = scores.slice(1, 1) - scores.slice(1, 0, 1);  // [B, negatives]
    return {at::softplus(behind).mean(1).sum(), outputs.detach()};
  }

  /// @return [B, items], an infinity below zero where there is nothing to recommend
  at::Tensor run(const Forward& forward, const tensor::Batch& batch) const override {
    at::Tensor scores = forward(batch).to(at::kCPU, at::kFloat).contiguous();
    const auto* const users = batch.at(tensor::part::kUsers).const_data_ptr<std::int64_t>();
    for (std::int64_t row = 0; row < scores.size(0); ++row) {
      float* const score = scores.data_ptr<float>() + row * scores.size(1);
      score[encoders::Names::kUnknown] = -std::numeric_limits<float>::infinity();
      for (const std::int32_t item : history_.rated.of(users[row])) {
        score[item] = -std::numeric_limits<float>::infinity();
      }
    }
    return scores;
  }

  std::unique_ptr<Evaluation> evaluation() const override {
    return list_evaluation(history_.popularity, encoder_.users(), encoder_.items());
  }

  const MetricSpecs& metrics() const override {
    static const MetricSpecs specs = recommendation_card().metrics;
    return specs;
  }

  std::vector<std::string> metric_names() const override {
    return {"ndcg@10", "recall@10", "popularity_ndcg@10"};
  }

  std::vector<TensorSpec> outputs() const override {
    return {{kItems, "BYTES", {-1, options_.top}}, {kScores, "FP32", {-1, options_.top}}};
  }

  /// Where fewer items are left to recommend, the rest is empty and scores zero.
  tensor::HostTensors answers(const at::Tensor& outputs) const override {
    const at::Tensor scores = outputs.to(at::kCPU, at::kFloat).contiguous();
    const std::int64_t rows = scores.size(0);
    const auto top = static_cast<std::size_t>(options_.top);
    std::vector<std::string> names;
    std::vector<float> values;
    for (std::int64_t row = 0; row < rows; ++row) {
      const std::span of_all(scores.const_data_ptr<float>() + row * scores.size(1),
                             static_cast<std::size_t>(scores.size(1)));
      for (const std::int64_t item : best_items(of_all, top)) {
        names.push_back(encoder_.items().name(item));
        values.push_back(of_all[static_cast<std::size_t>(item)]);
      }
      names.resize(static_cast<std::size_t>(row + 1) * top);
      values.resize(names.size());
    }
    return {{kItems, {rows, options_.top}, std::move(names)},
            {kScores, {rows, options_.top}, std::move(values)}};
  }

  Prediction told(std::string input, const tensor::HostTensors& answer,
                  std::int64_t top) const override {
    const auto& names = std::get<std::vector<std::string>>(answer[0].data);
    const auto& values = std::get<std::vector<float>>(answer[1].data);
    Prediction prediction{.input = std::move(input)};
    prediction.items.emplace();
    const std::size_t most = std::min(names.size(), static_cast<std::size_t>(top));
    for (std::size_t i = 0; i < most && !names[i].empty(); ++i) {
      prediction.items->push_back({names[i], values[i]});
    }
    return prediction;
  }

 private:
  RecommendationOptions options_;
  encoders::PairEncoder encoder_;
  History history_;
};

}  // namespace

std::unique_ptr<Task> make_recommendation(const Basis& basis,
                                          const RecommendationOptions& options) {
  return std::make_unique<Recommendation>(basis, options);
}

}  // namespace maas::tasks
