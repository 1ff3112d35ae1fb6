#include "decoding/scheduler.h"

#include <algorithm>

#include "base/clock.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

/// Ended sequences whose memory is kept for prompts that begin alike.
constexpr std::size_t kMostPast = 4;

std::int64_t common_front(std::span<const std::int32_t> a, std::span<const std::int32_t> b) {
  return std::ranges::mismatch(a, b).in1 - a.begin();
}

}  // namespace

Scheduler::Scheduler(Network& network, PagePool& pool, std::int64_t context)
    : network_(network), pool_(pool), context_(context) {}

std::int64_t Scheduler::admit(Request request) {
  const std::int64_t length = std::ssize(request.prompt);
  if (length == 0) fail(ErrorCode::kInvalidData, "the prompt is empty");
  if (length >= context_) {
    fail(ErrorCode::kInvalidData,
         "the prompt has {} tokens, but the context has room for {} with at least one to follow",
         length, context_);
  }
  Sampler sampler(request.sampling, network_.specification().vocabulary);
  for (const std::int32_t token : request.prompt) sampler.accept(token);
  std::vector<std::int32_t> tokens = request.prompt;
  SequenceMemory memory = recall(tokens);
  reused_ += memory.length();
  running_.push_back({.id = next_id_,
                      .request = std::move(request),
                      .sampler = std::move(sampler),
                      .memory = std::move(memory),
                      .tokens = std::move(tokens)});
  return next_id_++;
}

/// The memory of the ended sequence that begins as the prompt does for longest, cut to that; the
/// prompt's last token is read again, since its logits are wanted.
SequenceMemory Scheduler::recall(std::span<const std::int32_t> prompt) {
  const auto usable = [&](const Past& past) {
    return std::min<std::int64_t>(
        {common_front(past.tokens, prompt), past.memory.length(), std::ssize(prompt) - 1});
  };
  const auto best = std::ranges::max_element(past_, {}, usable);
  const std::int64_t length = best == past_.end() ? 0 : usable(*best);
  if (length < kernels::kPageTokens) return SequenceMemory(pool_);
  SequenceMemory memory = std::move(best->memory);
  memory.shrink(length);
  past_.erase(best);
  return memory;
}

void Scheduler::add_guesses(Sequence& sequence) const {
  sequence.tokens.resize(sequence.tokens.size() - static_cast<std::size_t>(sequence.guessed));
  std::vector<std::int32_t> guesses = sequence.lookup.guess(sequence.tokens);
  const std::int64_t room = std::min(context_ - std::ssize(sequence.tokens),
                                     sequence.request.most_tokens - sequence.made) -
                            1;
  guesses.resize(static_cast<std::size_t>(std::clamp<std::int64_t>(room, 0, std::ssize(guesses))));
  sequence.guessed = std::ssize(guesses);
  sequence.tokens.insert(sequence.tokens.end(), guesses.begin(), guesses.end());
}

/// Shares the tokens of a step: those that make text come first, then prompts fill what is left.
std::vector<Reading> Scheduler::plan(std::vector<Sequence*>& ready) {
  if (running_.size() == 1 && running_.front().request.guesses && running_.front().made > 0) {
    add_guesses(running_.front());
  }
  std::vector<Reading> readings;
  std::int64_t room = Network::kMostTokens;
  for (const bool decodes : {true, false}) {
    for (Sequence& sequence : running_) {
      const std::int64_t unread = std::ssize(sequence.tokens) - sequence.memory.length();
      if ((unread == 1 + sequence.guessed) != decodes || room == 0) continue;
      const std::int64_t count = std::min(unread, room);
      room -= count;
      const bool is_last = count == unread;
      const auto begin = static_cast<std::size_t>(sequence.memory.length());
      readings.push_back(
          {.tokens = std::span(sequence.tokens).subspan(begin, static_cast<std::size_t>(count)),
           .memory = &sequence.memory,
           .logits = is_last ? 1 + sequence.guessed : 0});
      if (is_last) ready.push_back(&sequence);
    }
  }
  return readings;
}

std::vector<Made> Scheduler::step() {
  const base::Stopwatch watch;
  std::vector<Sequence*> ready;
  const std::vector<Reading> readings = plan(ready);
  if (readings.empty()) return {};
  std::span<float> logits = network_.read(pool_, readings);
  const std::int64_t vocabulary = network_.specification().vocabulary;
  std::vector<Made> made;
  for (Sequence* const sequence : ready) {
    const std::int64_t guessed = sequence->guessed;
    const std::int64_t before = sequence->made;
    const auto size = static_cast<std::size_t>((1 + guessed) * vocabulary);
    take(*sequence, logits.first(size), made);
    logits = logits.subspan(size);
    if (running_.size() == 1 && before > 0) {
      sequence->lookup.learn(guessed, sequence->made - before, watch.seconds());
    }
    if (made.back().finish != Finish::kNot) retire(*sequence);
  }
  std::erase_if(running_, [](const Sequence& sequence) { return sequence.id == 0; });
  std::ranges::stable_sort(made, {}, &Made::sequence);
  return made;
}

/// Draws a token, and further ones as long as guesses were right; forgets what was read beyond.
void Scheduler::take(Sequence& sequence, std::span<float> logits, std::vector<Made>& made) const {
  const auto vocabulary = static_cast<std::size_t>(network_.specification().vocabulary);
  const std::vector<std::int32_t> guesses(sequence.tokens.end() - sequence.guessed,
                                          sequence.tokens.end());
  sequence.tokens.resize(sequence.tokens.size() - guesses.size());
  sequence.guessed = 0;
  for (std::size_t i = 0;; ++i) {
    made.push_back(advance(sequence, logits.subspan(i * vocabulary, vocabulary)));
    const bool is_right = i < guesses.size() && made.back().token == guesses[i];
    if (!is_right || made.back().finish != Finish::kNot) break;
  }
  sequence.memory.shrink(std::min(sequence.memory.length(), std::ssize(sequence.tokens) - 1));
}

Made Scheduler::advance(Sequence& sequence, std::span<float> logits) const {
  Made made = {.sequence = sequence.id};
  if (sequence.request.logprobs) {
    made.choice =
        sequence.sampler.next_with_logprobs(logits, *sequence.request.logprobs, LogprobsOf::kModel);
    made.token = made.choice->token.token;
  } else {
    made.token = sequence.sampler.next(logits);
  }
  if (std::ranges::find(sequence.request.ends, *made.token) != sequence.request.ends.end()) {
    return {.sequence = sequence.id, .finish = Finish::kStop};
  }
  sequence.sampler.accept(*made.token);
  sequence.tokens.push_back(*made.token);
  ++sequence.made;
  const bool is_full =
      sequence.made == sequence.request.most_tokens || std::ssize(sequence.tokens) == context_;
  if (is_full) made.finish = Finish::kLength;
  return made;
}

/// Keeps what the sequence has read, and marks it as forgotten.
void Scheduler::retire(Sequence& sequence) {
  if (past_.size() == kMostPast) past_.erase(past_.begin());
  past_.push_back({std::move(sequence.memory), std::move(sequence.tokens)});
  sequence.id = 0;
}

void Scheduler::drop(std::int64_t sequence) {
  const auto found = std::ranges::find(running_, sequence, &Sequence::id);
  if (found == running_.end()) return;
  retire(*found);
  running_.erase(found);
}

}  // namespace maas::decoding
