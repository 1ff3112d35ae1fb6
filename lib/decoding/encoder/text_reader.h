#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "decoding/config.h"
#include "text/tokenizer/frame.h"
#include "text/tokenizer/tokenizer.h"

namespace maas::decoding {

/// A text, or a pair of texts, as an encoder reads it.
struct EncodedText {
  std::vector<std::int32_t> ids{};
  std::vector<std::int32_t> types{};            ///< of each of the ids
  std::vector<text::Encoding::Span> offsets{};  ///< of each of the ids; where they are wanted
  std::int64_t cut = 0;                         ///< tokens that the limit left out
};

/// How long texts are made fit.
struct Truncation {
  enum class Strategy : std::uint8_t { kLongestFirst, kOnlyFirst, kOnlySecond };
  std::int64_t most = 0;  ///< tokens, those around the texts included
  Strategy strategy = Strategy::kLongestFirst;
  bool from_left = false;
};

/// Makes of texts what an encoder reads.
class TextReader {
 public:
  /// @param directory  has `tokenizer.json`; `max_seq_length` of its `sentence_bert_config.json`
  ///   goes before what the tokenizer says of truncation
  /// @param positions  of the model: nothing is cut at more
  /// @throws Error kNotFound, kIo, kInvalidData
  TextReader(const std::filesystem::path& directory, std::int64_t positions);

  const text::Tokenizer& tokenizer() const { return tokenizer_; }

  /// @throws Error kInvalidData if a word has no token
  EncodedText read(std::string_view text, bool offsets = false) const;
  EncodedText read_pair(std::string_view first, std::string_view second) const;

  /// Returns how many tokens of a text that begins with a prompt are the prompt's, as
  /// sentence-transformers counts them.
  std::int64_t prompt_tokens(std::string_view prompt) const;

 private:
  TextReader(const std::filesystem::path& directory, const Config& tokenizer,
             std::int64_t positions);
  EncodedText framed(std::vector<text::Encoding> texts,
                     const std::vector<text::Frame::Piece>& pieces) const;

  text::Tokenizer tokenizer_;
  text::Frame frame_;
  std::optional<Truncation> truncation_;
};

}  // namespace maas::decoding
