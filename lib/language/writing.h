#pragma once

#include <string>
#include <vector>

#include "decoding/sampling/stop_strings.h"
#include "decoding/scheduler.h"
#include "maas/generate.h"
#include "text/tokenizer/tokenizer.h"

namespace maas::language {

/// A text as it is made: tokens become characters, and stop strings end it.
class Writing {
 public:
  /// @param tokenizer  must outlive the writing
  Writing(const text::Tokenizer& tokenizer, std::vector<std::string> stops);

  /// Takes what a step made of the sequence in.
  /// @returns the text that can be shown now
  std::string add(const decoding::Made& made);

  /// Whether the text has ended.
  bool is_done() const { return !text_.finish_reason.empty(); }

  /// Ends the text where it stands, as if a signal had cut it.
  /// @returns the text that was held back
  std::string cut();

  const GeneratedText& text() const { return text_; }

 private:
  std::string end(std::string_view reason);
  TokenProbability told(const decoding::TokenLogprob& logprob) const;

  const text::Tokenizer* tokenizer_;
  text::TextStream stream_;
  decoding::StopStrings stops_;
  GeneratedText text_;
};

}  // namespace maas::language
