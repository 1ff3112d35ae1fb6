#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/tokenizer/part.h"

namespace maas::text {

/// Takes tokens one after the other, each in one or more parts of whole characters.
class TokenSink {
 public:
  virtual ~TokenSink() = default;
  virtual void add(std::string_view part) = 0;
  virtual void end_token() = 0;
  /// There are no more.
  virtual void finish() = 0;
};

/// Changes the tokens on their way to the next sink, and lets go of text as soon as no later token
/// can change it.
class DecodingStep : public TokenSink {
 public:
  explicit DecodingStep(TokenSink& next) : next_(next) {}
  void end_token() override { next_.end_token(); }
  void finish() override { next_.finish(); }

 protected:
  TokenSink& next() { return next_; }
  /// Hands on one whole token.
  void hand_on(std::string_view token) {
    next_.add(token);
    next_.end_token();
  }

 private:
  TokenSink& next_;
};

/// A step that sees tokens as a whole.
class WholeTokenStep : public DecodingStep {
 public:
  using DecodingStep::DecodingStep;
  void add(std::string_view part) override { token_ += part; }
  void end_token() final {
    take(token_);
    token_.clear();
  }

 protected:
  virtual void take(std::string& token) = 0;

 private:
  std::string token_;
};

/// Makes a step for one text.
using MakeStep = std::function<std::unique_ptr<TokenSink>(TokenSink& next)>;

/// Reads a `decoder`, which is one step or a sequence of them.
/// @throws Error kInvalidData
std::vector<MakeStep> read_decoder(const Part& part);

/// Returns what stands for no decoder: a space between tokens.
MakeStep spaced_tokens();

// Of some types each; null if it is none of them.
MakeStep make_byte_step(const Part& part);
MakeStep make_word_step(const Part& part);
MakeStep make_character_step(const Part& part);

/// Joins tokens to a text.
class Decoding {
 public:
  explicit Decoding(const std::vector<MakeStep>& steps);

  void add(std::string_view token);
  void finish() { first_->finish(); }
  /// Returns the text that became known since the last time.
  std::string take();

 private:
  struct Text final : TokenSink {
    void add(std::string_view part) override { text += part; }
    void end_token() override {}
    void finish() override {}
    std::string text;
  };
  Text text_;
  std::vector<std::unique_ptr<TokenSink>> steps_;  ///< from the last to the first
  TokenSink* first_;
};

}  // namespace maas::text
