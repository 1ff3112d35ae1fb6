#include "tasks/language_modelling/language_modelling.h"

#include <nlohmann/json.hpp>

#include "encoders/tokens/encoder.h"
#include "feed/scalar_part.h"
#include "tasks/language_modelling/sampling.h"
#include "tasks/language_modelling/told_tokens.h"
#include "tasks/pairing.h"

namespace maas::tasks {
namespace {

constexpr const char* kLoss = "loss";
constexpr const char* kCharacters = "characters";

class LanguageModelling final : public Task {
 public:
  LanguageModelling(const Basis& basis, const LanguageModellingOptions& options)
      : encoder_(basis, options.context) {
    for (std::int64_t id = 0; id < encoder_.vocabulary(); ++id) {
      bytes_.push_back(std::ssize(encoder_.tokenizer().decode(id)));
    }
  }

  const encoders::Encoder& encoder() const override { return encoder_; }

  tensor::Problem problem() const override {
    return {.input = encoder_.shape(),
            .vocabulary = encoder_.vocabulary(),
            .outputs = encoder_.vocabulary()};
  }

  std::shared_ptr<const feed::Source> source(std::shared_ptr<const data::Dataset> set, Use use,
                                             const SetName& name) const override {
    const auto stream = encoder_.stream(*set, use, name.what);
    feed::Parts parts = encoders::TokenStream::parts(stream, use);
    if (use == Use::kJudge) {
      parts.push_back(feed::scalar_part<std::int64_t>(
          kSample,
          [context = encoder_.context()](std::int64_t window) { return window * context; }));
    }
    return std::make_shared<feed::Source>(stream->windows(use), std::move(parts));
  }

  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override {
    encoder_.save(writer, config);
  }

  Step step(const Forward& forward, const tensor::Batch& batch) const override {
    const ToldTokens told = ToldTokens::of(forward, batch);
    const at::Tensor asked = batch.at(tensor::part::kLengths).sub(1).to(told.losses.scalar_type());
    return {told.losses.sum(1).div(asked).sum(), told.logits.detach()};
  }

  at::Tensor run(const Forward& forward, const tensor::Batch& batch) const override {
    return ToldTokens::of(forward, batch).joined();
  }

  std::unique_ptr<Evaluation> evaluation() const override { return token_evaluation(bytes_); }

  const MetricSpecs& metrics() const override {
    static const MetricSpecs specs = language_modelling_card().metrics;
    return specs;
  }

  std::vector<std::string> metric_names() const override {
    return {"loss", "ppl", "bits_per_byte", "acc"};
  }

  std::vector<TensorSpec> outputs() const override {
    return {{kLoss, "FP32", {-1}}, {kCharacters, "INT64", {-1}}};
  }

  /// @param outputs  [B, T, 2], as `run` gives them
  tensor::HostTensors answers(const at::Tensor& outputs) const override {
    const at::Tensor told = outputs.to(at::kCPU, at::kFloat);
    const at::Tensor counts = told.select(-1, 1).ge(0).sum(1);                    // [B]
    const at::Tensor means = told.select(-1, 0).sum(1).div(counts).contiguous();  // [B]
    const auto* const losses = means.const_data_ptr<float>();
    const auto* const characters = counts.const_data_ptr<std::int64_t>();
    const std::int64_t rows = told.size(0);
    return {{kLoss, {rows}, std::vector<float>(losses, losses + rows)},
            {kCharacters, {rows}, std::vector<std::int64_t>(characters, characters + rows)}};
  }

  Prediction told(std::string input, const tensor::HostTensors& answer,
                  std::int64_t) const override {
    return {.input = std::move(input),
            .value = std::get<std::vector<float>>(answer.front().data).front()};
  }

  std::string_view creates() const override { return kPlainText; }

  Creation create(const Forward& network, const CreateRequest& request,
                  const OnPiece& tell) const override {
    return go_on(network, encoder_.tokenizer(), encoder_.context(), request, tell);
  }

 private:
  encoders::TokenEncoder encoder_;
  std::vector<std::int64_t> bytes_;  ///< of each token's text
};

}  // namespace

std::unique_ptr<Task> make_language_modelling(const Basis& basis,
                                              const LanguageModellingOptions& options) {
  return std::make_unique<LanguageModelling>(basis, options);
}

}  // namespace maas::tasks
