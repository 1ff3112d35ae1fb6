#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <random>
#include <vector>

#include <fmt/format.h>

#include "base/clock.h"
#include "language/session.h"

/// Rates of reading a prompt and of making tokens, as llama-bench measures them: random tokens, no
/// sampling. A JSON line a case: best of the rounds.
///
///   llm_bench MODEL THREADS PROMPT TOKENS DEPTH ROUNDS
namespace maas::language {
namespace {

std::vector<std::int32_t> random_tokens(std::int64_t count, std::int64_t vocabulary) {
  std::mt19937 random(1);
  std::vector<std::int32_t> tokens(static_cast<std::size_t>(count));
  for (std::int32_t& token : tokens) {
    token = static_cast<std::int32_t>(random() % static_cast<std::uint64_t>(vocabulary));
  }
  return tokens;
}

void read_all(Session& session, decoding::SequenceMemory& memory,
              std::span<const std::int32_t> tokens) {
  while (!tokens.empty()) {
    const auto count = std::min<std::size_t>(tokens.size(), decoding::Network::kMostTokens);
    const decoding::Reading reading = {tokens.first(count), &memory,
                                       tokens.size() == count ? 1 : 0};
    session.network().read(session.pool(), {&reading, 1});
    tokens = tokens.subspan(count);
  }
}

double prompt_rate(Session& session, std::int64_t prompt, std::int64_t depth) {
  decoding::SequenceMemory memory(session.pool());
  const auto tokens = random_tokens(depth + prompt, session.model().specification.vocabulary);
  read_all(session, memory, std::span(tokens).first(static_cast<std::size_t>(depth)));
  const base::Stopwatch watch;
  read_all(session, memory, std::span(tokens).subspan(static_cast<std::size_t>(depth)));
  return static_cast<double>(prompt) / watch.seconds();
}

double token_rate(Session& session, std::int64_t count, std::int64_t depth) {
  decoding::SequenceMemory memory(session.pool());
  const auto tokens = random_tokens(depth + count, session.model().specification.vocabulary);
  read_all(session, memory, std::span(tokens).first(static_cast<std::size_t>(depth)));
  const base::Stopwatch watch;
  for (std::int64_t i = depth; i < depth + count; ++i) {
    read_all(session, memory, std::span(tokens).subspan(static_cast<std::size_t>(i), 1));
  }
  return static_cast<double>(count) / watch.seconds();
}

}  // namespace
}  // namespace maas::language

int main(int count, char** arguments) {
  using namespace maas::language;
  if (count != 7) {
    std::cerr << "llm_bench MODEL THREADS PROMPT TOKENS DEPTH ROUNDS\n";
    return 2;
  }
  const auto number = [&](int i) { return std::atoll(arguments[i]); };
  Session session({.model = arguments[1], .threads = number(2)});
  double prompt = 0;
  double tokens = 0;
  for (std::int64_t round = 0; round < number(6); ++round) {
    prompt = std::max(prompt, prompt_rate(session, number(3), number(5)));
    tokens = std::max(tokens, token_rate(session, number(4), number(5)));
  }
  std::cout << fmt::format(
                   "{{\"prompt_tokens_per_second\": {:.1f}, \"tokens_per_second\": {:.1f}, "
                   "\"bytes_a_token\": {}, \"load_seconds\": {:.3f}}}",
                   prompt, tokens, session.bytes_a_token(), session.load_seconds())
            << "\n";
}
