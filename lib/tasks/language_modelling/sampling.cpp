#include "tasks/language_modelling/sampling.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <ATen/ops/tensor.h>

#include "base/hashing.h"
#include "base/utf8.h"
#include "maas/error.h"

namespace maas::tasks {
namespace {

using text::CharacterTokenizer;

/// What a text begins with that has no prompt: as behind another text.
constexpr std::string_view kBeginning = "\n\n";

std::vector<std::int64_t> tokens_of(const CharacterTokenizer& tokenizer, std::string_view prompt) {
  if (const std::size_t at = base::find_invalid_utf8(prompt); at != prompt.npos) {
    fail(ErrorCode::kUsage, "--prompt: byte {} is NUL or no UTF-8", at);
  }
  const auto tokens = tokenizer.encode(prompt.empty() ? kBeginning : prompt);
  const auto unknown = std::ranges::find(tokens, CharacterTokenizer::kUnknown);
  if (unknown != tokens.end() && !prompt.empty()) {
    fail(ErrorCode::kUsage,
         "--prompt: character {} is in none of the texts that the model was trained on",
         unknown - tokens.begin() + 1);
  }
  return {tokens.begin(), tokens.end()};
}

/// The logits of the token behind the last ones, [V].
std::vector<float> next_logits(const Forward& forward, std::span<const std::int64_t> tokens) {
  const at::Tensor ids = at::tensor(at::ArrayRef(tokens.data(), tokens.size())).unsqueeze(0);
  const at::Tensor logits =
      forward({.parts = {{tensor::part::kIds, ids}}, .samples = 1, .weight = 1})
          .select(1, -1)
          .to(at::kFloat)
          .contiguous();  // [1, V]
  const auto* const first = logits.const_data_ptr<float>();
  std::vector<float> values(first, first + logits.numel());
  if (std::ranges::all_of(values, [](float value) { return std::isfinite(value); })) return values;
  fail(ErrorCode::kFailed, "the network's outputs are not finite");
}

/// Draws one of the likeliest tokens by softmax of their logits over the temperature.
std::int64_t drawn(std::vector<float> logits, const CreateRequest& request, base::Random& random) {
  logits[CharacterTokenizer::kUnknown] = -std::numeric_limits<float>::infinity();
  std::vector<std::int64_t> order(logits.size());
  std::iota(order.begin(), order.end(), 0);
  const auto likelier = [&](std::int64_t a, std::int64_t b) {
    const float left = logits[static_cast<std::size_t>(a)];
    const float right = logits[static_cast<std::size_t>(b)];
    return left != right ? left > right : a < b;
  };
  std::ranges::sort(order, likelier);
  if (request.temperature <= 0) return order.front();
  if (request.top_k > 0 && request.top_k < std::ssize(order)) {
    order.resize(static_cast<std::size_t>(request.top_k));
  }
  const double most = logits[static_cast<std::size_t>(order.front())];
  std::vector<double> sums;  // of the likelihoods so far, by the first's
  for (const std::int64_t token : order) {
    const double logit = logits[static_cast<std::size_t>(token)];
    sums.push_back((sums.empty() ? 0 : sums.back()) +
                   std::exp((logit - most) / request.temperature));
  }
  const double point = random.uniform() * sums.back();
  const auto found = std::ranges::upper_bound(sums, point);
  return order[static_cast<std::size_t>(
      std::min<std::ptrdiff_t>(found - sums.begin(), std::ssize(sums) - 1))];
}

}  // namespace

Creation go_on(const Forward& forward, const CharacterTokenizer& tokenizer, std::int64_t context,
               const CreateRequest& request, const OnPiece& tell) {
  const std::vector<std::int64_t> begun = tokens_of(tokenizer, request.prompt);
  Creation creation;
  const auto say = [&](std::string_view piece) {
    creation.bytes += piece;
    tell(piece);
  };
  for (std::int64_t i = 0; i < request.count; ++i) {
    base::Random random(base::mix(request.seed) + static_cast<std::uint64_t>(i));
    GeneratedText made{.prompt = request.prompt, .finish_reason = "length"};
    std::vector<std::int64_t> tokens = begun;
    if (i > 0) say("\n\n");
    say(request.prompt);
    while (std::ssize(made.tokens) < request.max_tokens) {
      const auto read = std::min(tokens.size(), static_cast<std::size_t>(context));
      tokens.push_back(drawn(next_logits(forward, std::span(tokens).last(read)), request, random));
      made.tokens.push_back(tokens.back());
      made.text += tokenizer.decode(tokens.back());
      say(tokenizer.decode(tokens.back()));
    }
    creation.texts.push_back(std::move(made));
  }
  say("\n");
  return creation;
}

}  // namespace maas::tasks
