#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "decoding/cache.h"
#include "decoding/network.h"
#include "decoding/prompt_lookup.h"
#include "decoding/sampling/sampler.h"

namespace maas::decoding {

/// A text to go on with.
struct Request {
  std::vector<std::int32_t> prompt{};  ///< at least one token
  SamplingOptions sampling{};
  std::int64_t most_tokens = 256;          ///< that are made, at least 1
  std::vector<std::int32_t> ends{};        ///< tokens that end the text; they are not given out
  std::optional<std::int32_t> logprobs{};  ///< so many of the most probable are told
  bool guesses = true;  ///< read guesses along with the last token, while no other sequence runs
};

/// Why a sequence has ended.
enum class Finish : std::uint8_t { kNot, kStop, kLength };

/// What one step made of a sequence.
struct Made {
  std::int64_t sequence = 0;
  std::optional<std::int32_t> token{};  ///< none: it ended by a token that is not given out
  std::optional<Choice> choice{};       ///< of the token, where logprobs were asked for
  Finish finish = Finish::kNot;
};

/// Runs sequences together, a token each in one iteration. What a sequence makes does not depend on
/// those beside it. One thread at a time.
class Scheduler {
 public:
  /// @param context  most tokens of a sequence, prompt and text
  /// @param network, pool  must outlive the scheduler
  Scheduler(Network& network, PagePool& pool, std::int64_t context);

  /// Takes a request in; its prompt is read by the next steps. What an earlier sequence has read is
  /// reused where the prompts begin alike.
  /// @returns what the sequence is called
  /// @throws Error kInvalidData if the prompt is empty, has no room in the context (both counts are
  ///   named) or an unknown token; kUsage if an option of sampling is out of range
  std::int64_t admit(Request request);

  /// Reads what is next of all sequences: a part of a prompt, or the last token.
  /// @returns the tokens of each sequence that has some, in the order of admission
  std::vector<Made> step();

  /// Forgets a sequence. Those that have ended are forgotten by themselves.
  void drop(std::int64_t sequence);

  bool is_idle() const { return running_.empty(); }
  /// Tokens of prompts that did not have to be read again.
  std::int64_t reused_tokens() const { return reused_; }

 private:
  struct Sequence {
    std::int64_t id;
    Request request;
    Sampler sampler;
    SequenceMemory memory;
    std::vector<std::int32_t> tokens;  ///< prompt and text; the memory holds a front of them
    std::int64_t made = 0;
    PromptLookup lookup{};
    std::int64_t guessed = 0;  ///< at the end of `tokens`, for one step
  };
  /// What an ended sequence has read.
  struct Past {
    SequenceMemory memory;
    std::vector<std::int32_t> tokens;
  };

  SequenceMemory recall(std::span<const std::int32_t> prompt);
  std::vector<Reading> plan(std::vector<Sequence*>& ready);
  void add_guesses(Sequence& sequence) const;
  void take(Sequence& sequence, std::span<float> logits, std::vector<Made>& made) const;
  Made advance(Sequence& sequence, std::span<float> logits) const;
  void retire(Sequence& sequence);

  Network& network_;
  PagePool& pool_;
  std::int64_t context_;
  std::int64_t next_id_ = 1;
  std::int64_t reused_ = 0;
  std::vector<Sequence> running_;
  std::vector<Past> past_;
};

}  // namespace maas::decoding
