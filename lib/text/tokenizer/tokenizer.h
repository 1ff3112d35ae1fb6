#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace maas::text {

class Decoding;

/// What a text became: ids, and of each where its characters stand in the text.
struct Encoding {
  struct Span {
    std::int64_t from;  ///< in characters of the text; both 0 for tokens of no place
    std::int64_t to;
    bool operator==(const Span&) const = default;
  };
  std::vector<std::int32_t> ids;
  std::vector<Span> offsets;  ///< of each id; empty unless asked for
};

/// How a text is encoded.
struct EncodeOptions {
  bool special = true;   ///< add what the post-processor adds (begin, end, [CLS] ...)
  bool offsets = false;  ///< say where each token stands
};

/// Cuts texts into the tokens of a model and joins them again, as Hugging Face's `tokenizers` does:
/// added tokens, normalizer, pre-tokenizer, model, post-processor, decoder.
///
/// Immutable but for a cache of words; any number of threads may use one.
class Tokenizer {
 public:
  /// Reads a `tokenizer.json`.
  /// @param name  of the file, for messages
  /// @throws Error kInvalidData if it is malformed, contradicts itself, or asks for a part that is
  ///   not known, named
  explicit Tokenizer(const nlohmann::json& json, const std::string& name);
  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;
  ~Tokenizer();

  /// Ids are below this: one more than the largest.
  std::int64_t size() const;

  /// Malformed UTF-8 becomes U+FFFD, as Python's `errors="replace"` does.
  /// @throws Error kInvalidData if a word has no token and the model no unknown one
  Encoding encode(std::string_view text, const EncodeOptions& options = {}) const;

  /// @param skip_special  leave special tokens out
  /// @throws Error kInvalidData if an id is unknown
  std::string decode(std::span<const std::int32_t> ids, bool skip_special = true) const;

  /// Returns the id of a token as the vocabulary writes it, added ones too.
  std::optional<std::int32_t> id_of(std::string_view token) const;
  /// Returns the token as the vocabulary writes it; empty if there is none of this id.
  std::string_view token(std::int32_t id) const;
  bool is_special(std::int32_t id) const;

 private:
  friend class TextStream;
  struct Parts;
  std::shared_ptr<const Parts> parts_;
};

/// Reads a `tokenizer.json`. What it says of padding and truncation is the caller's business.
/// @throws Error kNotFound, kIo, kInvalidData
Tokenizer open_tokenizer(const std::filesystem::path& file);

/// Joins tokens as they come: gives text out as soon as no later token can change it, and never a
/// part of a character.
class TextStream {
 public:
  explicit TextStream(const Tokenizer& tokenizer, bool skip_special = true);

  TextStream(TextStream&&) noexcept;
  TextStream& operator=(TextStream&&) noexcept;
  ~TextStream();

  /// Returns the text that this token completes; empty while a character is incomplete.
  /// @throws Error kInvalidData if the id is unknown
  std::string add(std::int32_t id);
  /// Returns what is left at the end: incomplete characters as U+FFFD.
  std::string finish();

 private:
  std::shared_ptr<const Tokenizer::Parts> parts_;
  bool skip_special_;
  std::unique_ptr<Decoding> decoding_;
};

}  // namespace maas::text
