#include "text/character_tokenizer.h"

#include "base/utf8.h"
#include "text/vocabulary.h"

namespace maas::text {
namespace {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

constexpr const char* kUnknownCharacter = "\xef\xbf\xbd";  // U+FFFD
constexpr const char* kAnyCharacter = "(?s).";

/// Bytes that are no UTF-8 are passed over.
template <class Each>
void for_each_code_point(std::string_view text, const Each& each) {
  while (!text.empty()) {
    const base::CodePoint point = base::first_code_point(text);
    if (point.length > 0) each(point.value);
    text.remove_prefix(std::max<std::size_t>(1, point.length));
  }
}

}  // namespace

void Characters::add(std::string_view text) {
  for_each_code_point(text, [&](char32_t point) { all_.insert(point); });
}

CharacterTokenizer::CharacterTokenizer(const Characters& characters)
    : characters_{kUnknownCharacter} {
  for (const char32_t point : characters.all()) {
    if (point == base::first_code_point(kUnknownCharacter).value) continue;
    base::append_code_point(point, characters_.emplace_back());
  }
  number_characters();
}

CharacterTokenizer::CharacterTokenizer(const Json& json, const std::string& name)
    : characters_(words_of(required(json, "model", name), name)) {
  const Json& splitter = required(json, "pre_tokenizer", name);
  const bool splits = required(splitter, "type", name) == "Split" &&
                      required(splitter, "pattern", name) == Json{{"Regex", kAnyCharacter}};
  if (!splits) refuse_tokenizer(name, "it does not split after each character");
  for (const std::string& character : characters_) {
    if (base::first_code_point(character).length == character.size() && !character.empty())
      continue;
    refuse_tokenizer(name, "a word of its vocabulary is no character");
  }
  if (characters_.front() != kUnknownCharacter) {
    refuse_tokenizer(name, "the vocabulary does not begin with U+FFFD");
  }
  number_characters();
}

OrderedJson CharacterTokenizer::to_json() const {
  return {{"version", "1.0"},
          {"truncation", nullptr},
          {"padding", nullptr},
          {"added_tokens", {special_token(kUnknown, kUnknownCharacter)}},
          {"normalizer", nullptr},
          {"pre_tokenizer",
           {{"type", "Split"},
            {"pattern", {{"Regex", kAnyCharacter}}},
            {"behavior", "Isolated"},
            {"invert", false}}},
          {"post_processor", nullptr},
          {"decoder", {{"type", "Fuse"}}},
          {"model", word_level(characters_, kUnknownCharacter)}};
}

std::vector<std::int32_t> CharacterTokenizer::encode(std::string_view text) const {
  std::vector<std::int32_t> ids;
  ids.reserve(text.size());
  for_each_code_point(text, [&](char32_t point) {
    const auto found = ids_.find(point);
    ids.push_back(found == ids_.end() ? static_cast<std::int32_t>(kUnknown) : found->second);
  });
  return ids;
}

void CharacterTokenizer::number_characters() {
  for (std::size_t id = 0; id < characters_.size(); ++id) {
    ids_.emplace(base::first_code_point(characters_[id]).value, static_cast<std::int32_t>(id));
  }
}

}  // namespace maas::text
