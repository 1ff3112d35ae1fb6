#include "language/writing.h"

#include <array>

namespace maas::language {

Writing::Writing(const text::Tokenizer& tokenizer, std::vector<std::string> stops)
    : tokenizer_(&tokenizer), stream_(tokenizer), stops_(std::move(stops)) {}

std::string Writing::add(const decoding::Made& made) {
  std::string shown;
  if (made.token) {
    text_.tokens.push_back(*made.token);
    if (made.choice) {
      TokenChoice choice = {.chosen = told(made.choice->token), .top = {}};
      for (const decoding::TokenLogprob& one : made.choice->top) choice.top.push_back(told(one));
      text_.logprobs.push_back(std::move(choice));
    }
    shown = stops_.push(stream_.add(*made.token));
    text_.text += shown;
    if (stops_.found()) {
      text_.finish_reason = "stop";
      return shown;
    }
  }
  if (made.finish == decoding::Finish::kNot) return shown;
  return shown + end(made.finish == decoding::Finish::kStop ? "stop" : "length");
}

std::string Writing::cut() {
  return end("length");
}

std::string Writing::end(std::string_view reason) {
  std::string rest = stops_.push(stream_.finish());
  if (!stops_.found()) rest += stops_.finish();
  text_.text += rest;
  text_.finish_reason = stops_.found() ? "stop" : reason;
  return rest;
}

TokenProbability Writing::told(const decoding::TokenLogprob& logprob) const {
  const std::array ids = {logprob.token};
  return {.token = logprob.token,
          .text = tokenizer_->decode(ids, /*skip_special=*/false),
          .logprob = logprob.logprob};
}

}  // namespace maas::language
