#include "text/tokenizer/decoders/decoder.h"

#include <utility>

#include "base/strings.h"

namespace maas::text {
namespace {

class SpacedTokens final : public WholeTokenStep {
 public:
  using WholeTokenStep::WholeTokenStep;

 protected:
  void take(std::string& token) override {
    if (!std::exchange(is_first_, false)) token.insert(0, " ");
    hand_on(token);
  }

 private:
  bool is_first_ = true;
};

void read_steps(const Part& part, std::vector<MakeStep>& steps) {
  const std::string& type = part.type();
  if (type == "Sequence") {
    for (const Part& child : part.children("decoders")) read_steps(child, steps);
    return;
  }
  MakeStep step = make_byte_step(part);
  if (!step) step = make_word_step(part);
  if (!step) step = make_character_step(part);
  if (!step) part.refuse("unknown decoder '{}'", base::abridged(type));
  steps.push_back(std::move(step));
}

}  // namespace

std::vector<MakeStep> read_decoder(const Part& part) {
  std::vector<MakeStep> steps;
  read_steps(part, steps);
  return steps;
}

MakeStep spaced_tokens() {
  return [](TokenSink& next) { return std::make_unique<SpacedTokens>(next); };
}

Decoding::Decoding(const std::vector<MakeStep>& steps) : first_(&text_) {
  for (auto make = steps.rbegin(); make != steps.rend(); ++make) {
    steps_.push_back((*make)(*first_));
    first_ = steps_.back().get();
  }
}

void Decoding::add(std::string_view token) {
  first_->add(token);
  first_->end_token();
}

std::string Decoding::take() {
  return std::exchange(text_.text, {});
}

}  // namespace maas::text
