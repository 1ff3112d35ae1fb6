#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace maas::text {

/// Gathers the characters of texts, one text after the other.
class Characters {
 public:
  /// @param text  in UTF-8
  void add(std::string_view text);
  const std::set<char32_t>& all() const { return all_; }

 private:
  std::set<char32_t> all_;
};

/// Numbers the characters of texts: the model WordLevel of Hugging Face's tokenizers behind a
/// pre-tokenizer that splits after each code point.
class CharacterTokenizer {
 public:
  static constexpr std::int64_t kUnknown = 0;

  /// Learns every character, in the order of their code points.
  explicit CharacterTokenizer(const Characters& characters);

  /// Reads a `tokenizer.json` as `to_json` writes it.
  /// @param name  of the file, for messages
  /// @throws Error kInvalidData if it is malformed or of another tokenizer
  CharacterTokenizer(const nlohmann::json& json, const std::string& name);

  nlohmann::ordered_json to_json() const;

  /// Ids in [0, size).
  std::int64_t size() const { return std::ssize(characters_); }

  /// Returns the numbers of a text's characters; those that are not known are `kUnknown`.
  /// @param text  in UTF-8
  std::vector<std::int32_t> encode(std::string_view text) const;

  /// Returns the text of one number, which is in [0, size); of the unknown U+FFFD.
  std::string_view decode(std::int64_t id) const {
    return characters_[static_cast<std::size_t>(id)];
  }

 private:
  void number_characters();

  std::vector<std::string> characters_;  ///< by their ids
  std::unordered_map<char32_t, std::int32_t> ids_;
};

}  // namespace maas::text
