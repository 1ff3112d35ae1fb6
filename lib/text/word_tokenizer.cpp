#include "text/word_tokenizer.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/frequency.h"
#include "maas/error.h"
#include "text/words.h"

namespace maas::text {
namespace {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

constexpr const char* kPadWord = "[PAD]";
constexpr const char* kUnknownWord = "[UNK]";

OrderedJson special(std::int64_t id, const char* word) {
  return {{"id", id},        {"content", word},     {"single_word", false}, {"lstrip", false},
          {"rstrip", false}, {"normalized", false}, {"special", true}};
}

[[noreturn]] void refuse(const std::string& name, const char* why) {
  fail(ErrorCode::kInvalidData, "{}: {}; a tokenizer of words as maas writes it is expected", name,
       why);
}

const Json& at(const Json& json, const char* key, const std::string& name) {
  const auto found = json.is_object() ? json.find(key) : json.end();
  if (found == json.end()) {
    fail(ErrorCode::kInvalidData, "{}: there is no '{}'", name, key);
  }
  return *found;
}

/// The words by their ids, which must be all numbers from 0 on.
std::vector<std::string> words_of(const Json& vocabulary, const std::string& name) {
  if (!vocabulary.is_object() || vocabulary.size() < 2) refuse(name, "the vocabulary is none");
  std::vector<std::string> words(vocabulary.size());
  std::vector<bool> seen(words.size());
  for (const auto& [word, id] : vocabulary.items()) {
    const bool fits = id.is_number_unsigned() && id.get<std::size_t>() < words.size() &&
                      !seen[id.get<std::size_t>()];
    if (!fits) refuse(name, "the ids of the vocabulary are not 0, 1, 2, ...");
    seen[id.get<std::size_t>()] = true;
    words[id.get<std::size_t>()] = word;
  }
  const bool begins =
      words[WordTokenizer::kPad] == kPadWord && words[WordTokenizer::kUnknown] == kUnknownWord;
  if (!begins) refuse(name, "the vocabulary does not begin with [PAD] and [UNK]");
  return words;
}

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
  const Json& model = at(json, "model", name);
  if (at(model, "type", name) != "WordLevel") refuse(name, "its model is not WordLevel");
  const Json& splitter = at(json, "pre_tokenizer", name);
  if (at(splitter, "type", name) != "Whitespace") refuse(name, "it splits otherwise");
  const Json& normalizer = at(json, "normalizer", name);
  lowercase_ = !normalizer.is_null();
  if (lowercase_ && at(normalizer, "type", name) != "Lowercase") {
    refuse(name, "its normalizer is not Lowercase");
  }
  words_ = words_of(at(model, "vocab", name), name);
  number_words();
}

OrderedJson WordTokenizer::to_json() const {
  OrderedJson vocabulary = OrderedJson::object();
  // A key is looked up among all before it where it is set by its name.
  auto& entries = vocabulary.get_ref<OrderedJson::object_t&>();
  for (std::int64_t id = 0; id < size(); ++id) entries.emplace_back(word(id), id);
  return {{"version", "1.0"},
          {"truncation", nullptr},
          {"padding", nullptr},
          {"added_tokens", {special(kPad, kPadWord), special(kUnknown, kUnknownWord)}},
          {"normalizer", lowercase_ ? OrderedJson{{"type", "Lowercase"}} : OrderedJson()},
          {"pre_tokenizer", {{"type", "Whitespace"}}},
          {"post_processor", nullptr},
          {"decoder", nullptr},
          {"model",
           {{"type", "WordLevel"}, {"vocab", std::move(vocabulary)}, {"unk_token", kUnknownWord}}}};
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
