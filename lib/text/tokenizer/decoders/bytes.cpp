#include <charconv>
#include <optional>

#include "text/tokenizer/byte_level.h"
#include "text/tokenizer/decoders/decoder.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

/// Makes one text of tokens whose characters stand for bytes.
class ByteLevelStep final : public WholeTokenStep {
 public:
  using WholeTokenStep::WholeTokenStep;

  void finish() override {
    hand_on(repaired(bytes_));
    next().finish();
  }

 protected:
  void take(std::string& token) override {
    append_bytes(token);
    for (;;) {
      const std::size_t good = well_formed_front(bytes_);
      next().add(std::string_view(bytes_).substr(0, good));
      bytes_.erase(0, good);
      if (bytes_.empty()) return;
      bool is_cut = false;
      const std::size_t bad = malformed_front(bytes_, is_cut);
      if (is_cut) return;
      next().add(kReplacement);
      bytes_.erase(0, bad);
    }
  }

 private:
  /// A token with other characters stands for itself.
  void append_bytes(std::string_view token) {
    const std::size_t before = bytes_.size();
    for (std::size_t at = 0; at < token.size(); at += length_of(token[at])) {
      const std::optional<std::uint8_t> byte = byte_of(character_at(token, at));
      if (!byte) {
        bytes_.resize(before);
        bytes_ += token;
        return;
      }
      bytes_ += static_cast<char>(*byte);
    }
  }

  std::string bytes_;  ///< of a character that is not complete
};

/// Makes text of tokens like `<0x0A>` that follow each other. If they are no UTF-8, each is U+FFFD.
class ByteFallbackStep final : public WholeTokenStep {
 public:
  using WholeTokenStep::WholeTokenStep;

  void finish() override {
    flush();
    next().finish();
  }

 protected:
  void take(std::string& token) override {
    if (const std::optional<char> byte = byte_of_token(token)) {
      bytes_ += *byte;
      return;
    }
    flush();
    hand_on(token);
  }

 private:
  static std::optional<char> byte_of_token(std::string_view token) {
    if (token.size() != 6 || !token.starts_with("<0x") || !token.ends_with('>')) {
      return std::nullopt;
    }
    std::uint8_t byte = 0;
    // A sign is no hindrance to Rust.
    const char* first = token.data() + (token[3] == '+' ? 4 : 3);
    const char* last = token.data() + 5;
    if (std::from_chars(first, last, byte, 16).ptr != last || first == last) return std::nullopt;
    return static_cast<char>(byte);
  }

  void flush() {
    if (well_formed_front(bytes_) == bytes_.size()) {
      if (!bytes_.empty()) hand_on(bytes_);
    } else {
      for (std::size_t i = 0; i < bytes_.size(); ++i) hand_on(kReplacement);
    }
    bytes_.clear();
  }

  std::string bytes_;
};

}  // namespace

MakeStep make_byte_step(const Part& part) {
  if (part.type() == "ByteLevel") {
    return [](TokenSink& next) { return std::make_unique<ByteLevelStep>(next); };
  }
  if (part.type() == "ByteFallback") {
    return [](TokenSink& next) { return std::make_unique<ByteFallbackStep>(next); };
  }
  return nullptr;
}

}  // namespace maas::text
