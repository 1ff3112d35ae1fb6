#include "text/tokenizer/decoders/decoder.h"
#include "text/tokenizer/patterns/pattern.h"
#include "text/tokenizer/spaces.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

/// Makes one token of all.
class FuseStep final : public DecodingStep {
 public:
  using DecodingStep::DecodingStep;
  void add(std::string_view part) override { next().add(part); }
  void end_token() override {}
  void finish() override {
    next().end_token();
    next().finish();
  }
};

class ReplaceStep final : public WholeTokenStep {
 public:
  ReplaceStep(TokenSink& next, std::shared_ptr<const Pattern> pattern, std::string content)
      : WholeTokenStep(next), pattern_(std::move(pattern)), content_(std::move(content)) {}

 protected:
  void take(std::string& token) override {
    matches_.clear();
    pattern_->find(token, matches_);
    std::size_t at = 0;
    for (const Range& match : matches_) {
      next().add(std::string_view(token).substr(at, match.from - at));
      next().add(content_);
      at = match.to;
    }
    hand_on(std::string_view(token).substr(at));
  }

 private:
  std::shared_ptr<const Pattern> pattern_;
  std::string content_;
  std::vector<Range> matches_;
};

/// Takes away so many of one character at most from the front and the end of each token.
class StripStep final : public DecodingStep {
 public:
  struct Options {
    std::string content;
    std::size_t front;
    std::size_t end;
  };
  StripStep(TokenSink& next, Options options)
      : DecodingStep(next), options_(std::move(options)), left_(options_.front) {}

  void add(std::string_view part) override {
    for (std::size_t at = 0; at < part.size();) {
      const std::string_view letter = part.substr(at, length_of(part[at]));
      at += letter.size();
      if (letter != options_.content) {
        left_ = 0;
        let_go(held_);
        next().add(letter);
      } else if (left_ > 0) {
        --left_;
      } else if (++held_ > options_.end) {
        let_go(1);
      }
    }
  }

  void end_token() override {
    left_ = options_.front;
    held_ = 0;
    next().end_token();
  }

 private:
  void let_go(std::size_t count) {
    held_ -= count;
    for (; count > 0; --count) next().add(options_.content);
  }

  Options options_;
  std::size_t left_;      ///< to be taken from the front
  std::size_t held_ = 0;  ///< of the character, which may be the end
};

/// Writes the visible character as the space that it stands for.
class MetaspaceStep final : public DecodingStep {
 public:
  MetaspaceStep(TokenSink& next, std::string sign, bool drops_first)
      : DecodingStep(next), sign_(std::move(sign)), drops_(drops_first) {}

  void add(std::string_view part) override {
    for (std::size_t at = part.find(sign_); at != std::string_view::npos; at = part.find(sign_)) {
      next().add(part.substr(0, at));
      if (!drops_) next().add(" ");
      part.remove_prefix(at + sign_.size());
    }
    next().add(part);
  }

  void end_token() override {
    drops_ = false;
    next().end_token();
  }

 private:
  std::string sign_;
  bool drops_;  ///< in the first token
};

MakeStep make_replace(const Part& part) {
  constexpr std::size_t kLongest = 256;
  std::shared_ptr<const Pattern> pattern = read_pattern(part);
  const std::string& content = part.text("content");
  if (content.size() > kLongest) {
    part.refuse("'content' is of {} bytes, limit {}", content.size(), kLongest);
  }
  return [pattern, content](TokenSink& next) {
    return std::make_unique<ReplaceStep>(next, pattern, content);
  };
}

}  // namespace

MakeStep make_character_step(const Part& part) {
  const std::string& type = part.type();
  if (type == "Fuse") {
    return [](TokenSink& next) { return std::make_unique<FuseStep>(next); };
  }
  if (type == "Replace") return make_replace(part);
  if (type == "Strip") {
    const StripStep::Options options{utf8_of(part.character("content")), part.whole("start"),
                                     part.whole("stop")};
    return [options](TokenSink& next) { return std::make_unique<StripStep>(next, options); };
  }
  if (type == "Metaspace") {
    return [sign = utf8_of(part.character("replacement")),
            drops = leading_space_of(part) != LeadingSpace::kNever](TokenSink& next) {
      return std::make_unique<MetaspaceStep>(next, sign, drops);
    };
  }
  return nullptr;
}

}  // namespace maas::text
