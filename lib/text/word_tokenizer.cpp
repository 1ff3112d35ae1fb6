#include "text/word_tokenizer.h"

#include <algorithm>

#include "base/frequency.h"
#include "text/vocabulary.h"
#include "text/words.h"

namespace maas::text {
namespace {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

constexpr const char* kPadWord = "[PAD]";
constexpr const char* kUnknownWord = "[UNK]";

}  // namespace

void WordCounts::add(std::string_view text) {
  const std::string lower = lowercase_ ? lowered(text) : std::string(text);
  for_each_word(lower, [&](std::string_view word) { ++counts_[std::string(word)]; });
}

WordTokenizer::WordTokenizer(const WordCounts& counts, const VocabularyChoice& choice)
    : lowercase_(counts.lowercase()), words_{kPadWord, kUnknownWord} {
  for (const std::string_view word :
       base::most_frequent(counts.counts(), choice.most, choice.least_often)) {
    words_.emplace_back(word);
  }
  number_words();
}

WordTokenizer::WordTokenizer(const Json& json, const std::string& name) {
  const Json& splitter = required(json, "pre_tokenizer", name);
  if (required(splitter, "type", name) != "Whitespace") {
    refuse_tokenizer(name, "it splits otherwise");
  }
  const Json& normalizer = required(json, "normalizer", name);
  lowercase_ = !normalizer.is_null();
  if (lowercase_ && required(normalizer, "type", name) != "Lowercase") {
    refuse_tokenizer(name, "its normalizer is not Lowercase");
  }
  words_ = words_of(required(json, "model", name), name);
  const bool begins =
      words_.size() > kUnknown && words_[kPad] == kPadWord && words_[kUnknown] == kUnknownWord;
  if (!begins) refuse_tokenizer(name, "the vocabulary does not begin with [PAD] and [UNK]");
  number_words();
}

OrderedJson WordTokenizer::to_json() const {
  return {{"version", "1.0"},
          {"truncation", nullptr},
          {"padding", nullptr},
          {"added_tokens", {special_token(kPad, kPadWord), special_token(kUnknown, kUnknownWord)}},
          {"normalizer", lowercase_ ? OrderedJson{{"type", "Lowercase"}} : OrderedJson()},
          {"pre_tokenizer", {{"type", "Whitespace"}}},
          {"post_processor", nullptr},
          {"decoder", nullptr},
          {"model", word_level(words_, kUnknownWord)}};
}

std::vector<std::int64_t> WordTokenizer::encode(std::string_view text, std::size_t most) const {
  std::vector<std::int64_t> ids;
  const std::string lower = lowercase_ ? lowered(text) : std::string(text);
  for_each_word(lower, [&](std::string_view word) {
    if (ids.size() == most) return;
    const auto found = ids_.find(word);
    ids.push_back(found == ids_.end() ? kUnknown : found->second);
  });
  return ids;
}

void WordTokenizer::number_words() {
  ids_.reserve(words_.size());
  for (std::int64_t id = 0; id < size(); ++id) ids_.emplace(word(id), id);
}

}  // namespace maas::text
