#include <array>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "text/tokenizer/decoders/decoder.h"

namespace maas::text {
namespace {

/// Takes back the spaces that cutting English into words has made.
std::string without_stray_spaces(std::string text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kRules = {
      {{" .", "."},
       {" ?", "?"},
       {" !", "!"},
       {" ,", ","},
       {" ' ", "'"},
       {" n't", "n't"},
       {" 'm", "'m"},
       {" do not", " don't"},
       {" 's", "'s"},
       {" 've", "'ve"},
       {" 're", "'re"}}};
  for (const auto& [from, to] : kRules) text = base::replace_all(std::move(text), from, to);
  return text;
}

/// Puts spaces before tokens that begin words.
class WordPieceStep final : public WholeTokenStep {
 public:
  WordPieceStep(TokenSink& next, std::string prefix, bool cleans)
      : WholeTokenStep(next), prefix_(std::move(prefix)), cleans_(cleans) {}

 protected:
  void take(std::string& token) override {
    if (!std::exchange(is_first_, false)) {
      if (token.starts_with(prefix_)) {
        token.erase(0, prefix_.size());
      } else {
        token.insert(0, " ");
      }
    }
    hand_on(cleans_ ? without_stray_spaces(token) : token);
  }

 private:
  std::string prefix_;
  bool cleans_;
  bool is_first_ = true;
};

/// Puts spaces in the place of what ends words, nothing at the end of all.
class BpeStep final : public WholeTokenStep {
 public:
  BpeStep(TokenSink& next, std::string suffix) : WholeTokenStep(next), suffix_(std::move(suffix)) {}

  void finish() override {
    if (last_) hand_on(base::replace_all(*last_, suffix_, ""));
    next().finish();
  }

 protected:
  void take(std::string& token) override {
    if (last_) hand_on(base::replace_all(*last_, suffix_, " "));
    last_ = token;
  }

 private:
  std::string suffix_;
  std::optional<std::string> last_;
};

/// Reads what a network says at each moment: what is repeated counts once, the padding not at all.
class CtcStep final : public WholeTokenStep {
 public:
  struct Options {
    std::string padding;
    std::string delimiter;  ///< of words
    bool cleans;
  };
  CtcStep(TokenSink& next, Options options) : WholeTokenStep(next), options_(std::move(options)) {}

 protected:
  void take(std::string& token) override {
    if (last_ == token) return;
    last_ = token;
    token = base::replace_all(std::move(token), options_.padding, "");
    if (options_.cleans) {
      token = base::replace_all(without_stray_spaces(std::move(token)), options_.delimiter, " ");
    }
    if (!token.empty()) hand_on(token);
  }

 private:
  Options options_;
  std::optional<std::string> last_;
};

std::string not_empty(const Part& part, const char* key, const char* otherwise) {
  std::string text = part.text(key, otherwise);
  if (text.empty()) part.refuse("'{}' is empty", key);
  return text;
}

}  // namespace

MakeStep make_word_step(const Part& part) {
  const std::string& type = part.type();
  if (type == "WordPiece") {
    return [prefix = part.text("prefix", "##"), cleans = part.flag("cleanup", true)](
               TokenSink& next) { return std::make_unique<WordPieceStep>(next, prefix, cleans); };
  }
  if (type == "BPEDecoder") {
    return [suffix = not_empty(part, "suffix", "</w>")](TokenSink& next) {
      return std::make_unique<BpeStep>(next, suffix);
    };
  }
  if (type == "CTC") {
    const CtcStep::Options options{not_empty(part, "pad_token", "<pad>"),
                                   not_empty(part, "word_delimiter_token", "|"),
                                   part.flag("cleanup", true)};
    return [options](TokenSink& next) { return std::make_unique<CtcStep>(next, options); };
  }
  return nullptr;
}

}  // namespace maas::text
