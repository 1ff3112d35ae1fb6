#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace maas::text {

/// Which words become a vocabulary.
struct VocabularyChoice {
  std::size_t most = 20000;      ///< words at the most, the most frequent ones
  std::int64_t least_often = 2;  ///< rarer ones are unknown
  bool lowercase = true;         ///< capitals make no difference
};

/// Counts the words of texts.
class WordCounts {
 public:
  explicit WordCounts(bool lowercase) : lowercase_(lowercase) {}

  void add(std::string_view text);
  bool lowercase() const { return lowercase_; }
  const std::unordered_map<std::string, std::int64_t>& counts() const { return counts_; }

 private:
  bool lowercase_;
  std::unordered_map<std::string, std::int64_t> counts_;
};

/// Numbers words: the model WordLevel of Hugging Face's tokenizers behind the pre-tokenizer
/// Whitespace.
class WordTokenizer {
 public:
  static constexpr std::int64_t kPad = 0;
  static constexpr std::int64_t kUnknown = 1;

  /// Learns the most frequent words; among equals those that sort first.
  WordTokenizer(const WordCounts& counts, const VocabularyChoice& choice);

  /// Reads a `tokenizer.json` as `to_json` writes it.
  /// @param name  of the file, for messages
  /// @throws Error kInvalidData if it is malformed or of another tokenizer
  WordTokenizer(const nlohmann::json& json, const std::string& name);

  nlohmann::ordered_json to_json() const;

  /// Ids in [0, size).
  std::int64_t size() const { return static_cast<std::int64_t>(words_.size()); }

  const std::string& word(std::int64_t id) const { return words_[static_cast<std::size_t>(id)]; }

  /// Returns the words' numbers; those that are not known are `kUnknown`.
  /// @param most  later words are left out
  std::vector<std::int64_t> encode(std::string_view text, std::size_t most) const;

 private:
  void number_words();

  bool lowercase_ = true;
  std::vector<std::string> words_;  ///< by their ids; the first two stand for padding and unknown
  std::unordered_map<std::string_view, std::int64_t> ids_;
};

}  // namespace maas::text
