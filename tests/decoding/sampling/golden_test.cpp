#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "decoding/sampling/sampler.h"
#include "support/support.h"

namespace maas::decoding {
namespace {

using nlohmann::json;

SamplingOptions options_of(const json& given) {
  SamplingOptions options;
  options.temperature = given.value("temperature", options.temperature);
  options.top_k = given.value("top_k", options.top_k);
  options.typical_p = given.value("typical_p", options.typical_p);
  options.top_p = given.value("top_p", options.top_p);
  options.min_p = given.value("min_p", options.min_p);
  options.repetition_penalty = given.value("repetition_penalty", options.repetition_penalty);
  options.presence_penalty = given.value("presence_penalty", options.presence_penalty);
  options.frequency_penalty = given.value("frequency_penalty", options.frequency_penalty);
  options.last_n = given.value("last_n", options.last_n);
  options.dry.multiplier = given.value("dry_multiplier", options.dry.multiplier);
  options.dry.allowed_length = given.value("dry_allowed_length", options.dry.allowed_length);
  options.dry.last_n = given.value("dry_last_n", options.dry.last_n);
  options.dry.breakers = given.value("dry_breakers", options.dry.breakers);
  const json biases = given.value("logit_bias", json::object());
  for (const auto& [token, bias] : biases.items()) {
    options.logit_bias[std::stoi(token)] = bias.get<float>();
  }
  options.seed = given.at("seed").get<std::uint64_t>();
  return options;
}

TEST(Sampler, DrawsAsTheReferenceDoes) {
  for (const json& each : json::parse(base::read_file(MAAS_FIXTURES "/sampling/golden.json"))) {
    SCOPED_TRACE(each.at("options").dump());
    auto logits = each.at("logits").get<std::vector<float>>();
    const auto vocabulary = static_cast<std::int32_t>(logits.size());
    Sampler sampler(options_of(each.at("options")), vocabulary);
    for (const json& token : each.at("tokens")) sampler.accept(token.get<std::int32_t>());
    Choice choice = sampler.next_with_logprobs(logits, vocabulary, LogprobsOf::kDraw);
    EXPECT_EQ(choice.token.token, each.at("token").get<std::int32_t>());
    std::ranges::sort(choice.top, {}, &TokenLogprob::token);
    const json& expected = each.at("logprobs");
    ASSERT_EQ(choice.top.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_EQ(choice.top[i].token, expected[i][0].get<std::int32_t>());
      EXPECT_NEAR(choice.top[i].logprob, expected[i][1].get<float>(), 1e-4);
    }
  }
}

}  // namespace
}  // namespace maas::decoding
