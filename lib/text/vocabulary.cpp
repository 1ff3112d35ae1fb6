#include "text/vocabulary.h"

#include "maas/error.h"

namespace maas::text {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

OrderedJson special_token(std::int64_t id, std::string_view word) {
  return {{"id", id},        {"content", word},     {"single_word", false}, {"lstrip", false},
          {"rstrip", false}, {"normalized", false}, {"special", true}};
}

OrderedJson word_level(const std::vector<std::string>& words, std::string_view unknown) {
  OrderedJson vocabulary = OrderedJson::object();
  // A key is looked up among all before it where it is set by its name.
  auto& entries = vocabulary.get_ref<OrderedJson::object_t&>();
  for (std::size_t id = 0; id < words.size(); ++id) entries.emplace_back(words[id], id);
  return {{"type", "WordLevel"}, {"vocab", std::move(vocabulary)}, {"unk_token", unknown}};
}

const Json& required(const Json& json, const char* key, const std::string& name) {
  const auto found = json.is_object() ? json.find(key) : json.end();
  if (found == json.end()) {
    fail(ErrorCode::kInvalidData, "{}: there is no '{}'", name, key);
  }
  return *found;
}

void refuse_tokenizer(const std::string& name, const std::string& why) {
  fail(ErrorCode::kInvalidData, "{}: {}; a tokenizer as maas writes it is expected", name, why);
}

std::vector<std::string> words_of(const Json& model, const std::string& name) {
  if (required(model, "type", name) != "WordLevel") {
    refuse_tokenizer(name, "its model is not WordLevel");
  }
  const Json& vocabulary = required(model, "vocab", name);
  if (!vocabulary.is_object() || vocabulary.empty()) {
    refuse_tokenizer(name, "the vocabulary is none");
  }
  std::vector<std::string> words(vocabulary.size());
  std::vector<bool> seen(words.size());
  for (const auto& [word, id] : vocabulary.items()) {
    const bool fits = id.is_number_unsigned() && id.get<std::size_t>() < words.size() &&
                      !seen[id.get<std::size_t>()];
    if (!fits) refuse_tokenizer(name, "the ids of the vocabulary are not 0, 1, 2, ...");
    seen[id.get<std::size_t>()] = true;
    words[id.get<std::size_t>()] = word;
  }
  return words;
}

}  // namespace maas::text
