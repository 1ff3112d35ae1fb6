#include "language/perplexity.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

#include "kernels/vector.h"
#include "maas/error.h"

namespace maas::language {
namespace {

using Tokens = std::vector<std::int32_t>;

/// Logits are as large as the vocabulary: so many tokens have them at a time.
constexpr std::int64_t kTokensAtATime = 128;

/// A window: what is read, and from which of its tokens on the next one is scored.
struct Window {
  Tokens read;
  Tokens targets;  ///< of the last tokens of `read`
};

/// Full windows; the tokens behind the last one are left out.
std::vector<Window> full_windows(const Tokens& tokens, std::int64_t size, std::int64_t first_scored,
                                 std::optional<std::int32_t> begin) {
  std::vector<Window> windows;
  const std::int64_t count = std::ssize(tokens) / size;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto from = tokens.begin() + i * size;
    Window window = {.read = Tokens(from, from + size), .targets = {}};
    window.targets.assign(window.read.begin() + first_scored, window.read.end());
    window.read.pop_back();
    if (begin) window.read.front() = *begin;
    windows.push_back(std::move(window));
  }
  return windows;
}

/// Every token is scored once; a window begins with the token before it, the first with `begin`.
std::vector<Window> rolling_windows(const Tokens& tokens, std::int64_t size, std::int32_t begin) {
  std::vector<Window> windows;
  for (std::int64_t i = 0; i < std::ssize(tokens); i += size) {
    const std::int64_t end = std::min(i + size, std::ssize(tokens));
    Window window;
    window.read.push_back(i == 0 ? begin : tokens[static_cast<std::size_t>(i - 1)]);
    window.read.insert(window.read.end(), tokens.begin() + i, tokens.begin() + end - 1);
    window.targets.assign(tokens.begin() + i, tokens.begin() + end);
    windows.push_back(std::move(window));
  }
  return windows;
}

std::int64_t words_of(std::string_view text) {
  std::int64_t words = 0;
  bool is_inside = false;
  for (const char letter : text) {
    const bool is_blank = std::isspace(static_cast<unsigned char>(letter)) != 0;
    if (!is_blank && !is_inside) ++words;
    is_inside = !is_blank;
  }
  return words;
}

/// The token that texts begin with, if the tokenizer puts one there.
std::optional<std::int32_t> begin_token(const decoding::LanguageModel& model) {
  const Tokens ids = model.tokenizer.encode("a").ids;
  if (!ids.empty() && model.tokenizer.is_special(ids.front())) return ids.front();
  return std::nullopt;
}

std::vector<Window> windows_of(const decoding::LanguageModel& model, std::string_view text,
                               Protocol protocol, std::int64_t size) {
  const bool by_words = protocol == Protocol::kWords;
  const Tokens tokens = model.tokenizer.encode(text, {.special = !by_words}).ids;
  if (by_words) {
    const std::int32_t end = model.advice.ends.empty() ? 0 : model.advice.ends.front();
    return rolling_windows(tokens, size, begin_token(model).value_or(end));
  }
  std::vector<Window> windows = protocol == Protocol::kWindows
                                    ? full_windows(tokens, size, 1, std::nullopt)
                                    : full_windows(tokens, size, size / 2 + 1, begin_token(model));
  if (!windows.empty()) return windows;
  throw failure_with_hint(ErrorCode::kInvalidData, "--context takes a smaller one",
                          "the text has {} tokens, which is less than one window of {}",
                          tokens.size(), size);
}

/// Nats of a token, given the logits in its place, which are changed.
double nats_of(std::span<float> logits, std::int32_t target) {
  const float logit = logits[static_cast<std::size_t>(target)];
  const float log_sum = kernels::softmax(logits.data(), 1, std::ssize(logits));
  return static_cast<double>(log_sum) - static_cast<double>(logit);
}

double nats_of(Session& session, const Window& window) {
  decoding::SequenceMemory memory(session.pool());
  const std::int64_t length = std::ssize(window.read);
  const std::int64_t unscored = length - std::ssize(window.targets);
  const auto vocabulary = static_cast<std::size_t>(session.model().specification.vocabulary);
  double nats = 0;
  for (std::int64_t i = 0; i < length;) {
    const std::int64_t most =
        i < unscored ? std::min(unscored - i, decoding::Network::kMostTokens) : kTokensAtATime;
    const std::int64_t count = std::min(most, length - i);
    const bool is_scored = i >= unscored;
    const decoding::Reading reading = {
        .tokens = std::span(window.read)
                      .subspan(static_cast<std::size_t>(i), static_cast<std::size_t>(count)),
        .memory = &memory,
        .logits = is_scored ? count : 0};
    const std::span<float> logits = session.network().read(session.pool(), {&reading, 1});
    for (std::int64_t j = 0; is_scored && j < count; ++j) {
      nats += nats_of(logits.subspan(static_cast<std::size_t>(j) * vocabulary, vocabulary),
                      window.targets[static_cast<std::size_t>(i + j - unscored)]);
    }
    i += count;
  }
  return nats;
}

}  // namespace

Protocol protocol_of(std::string_view name) {
  if (name == "windows") return Protocol::kWindows;
  return name == "halves" ? Protocol::kHalves : Protocol::kWords;
}

double Score::perplexity() const {
  return std::exp(nats / units);
}

double Score::margin() const {
  if (windows < 2) return std::numeric_limits<double>::infinity();
  const auto count = static_cast<double>(windows);
  const double mean = mean_sum / count;
  const double variance = std::max(0.0, square_sum / count - mean * mean) * count / (count - 1);
  return 1.96 * std::sqrt(variance / count);
}

Score score(Session& session, std::string_view text, Protocol protocol, std::int64_t window,
            std::optional<std::int64_t> limit, const OnWindow& on_window) {
  std::vector<Window> windows = windows_of(session.model(), text, protocol, window);
  const bool is_cut = limit && std::ssize(windows) > *limit;
  if (is_cut) windows.resize(static_cast<std::size_t>(*limit));
  Score score;
  for (const Window& one : windows) {
    on_window(score.windows, std::ssize(windows));
    const double nats = nats_of(session, one);
    const double mean = nats / static_cast<double>(one.targets.size());
    score.nats += nats;
    score.tokens += std::ssize(one.targets);
    score.mean_sum += mean;
    score.square_sum += mean * mean;
    ++score.windows;
  }
  score.units = static_cast<double>(score.tokens);
  if (protocol == Protocol::kWords && !is_cut) {
    score.units = static_cast<double>(std::max<std::int64_t>(words_of(text), 1));
  }
  return score;
}

}  // namespace maas::language
