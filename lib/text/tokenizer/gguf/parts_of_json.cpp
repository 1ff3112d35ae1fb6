#include "text/tokenizer/gguf/parts_of_json.h"

#include "base/strings.h"
#include "maas/error.h"

namespace maas::text {

OrderedJson byte_level(bool cuts_words) {
  return {{"type", "ByteLevel"},
          {"add_prefix_space", false},
          {"trim_offsets", true},
          {"use_regex", cuts_words}};
}

OrderedJson split_at(std::string_view expression) {
  return {{"type", "Split"},
          {"pattern", {{"Regex", expression}}},
          {"behavior", "Isolated"},
          {"invert", false}};
}

OrderedJson replace(std::string_view from, std::string_view to) {
  return {{"type", "Replace"}, {"pattern", {{"String", from}}}, {"content", to}};
}

OrderedJson sequence(const char* key, std::vector<OrderedJson> parts) {
  return {{"type", "Sequence"}, {key, std::move(parts)}};
}

const std::string& token_of(const GgufVocabulary& vocabulary, std::int64_t id) {
  if (id < 0 || static_cast<std::size_t>(id) >= vocabulary.tokens.size()) {
    fail(ErrorCode::kInvalidData, "tokenizer.ggml: id {} of {} tokens", id,
         vocabulary.tokens.size());
  }
  return vocabulary.tokens[static_cast<std::size_t>(id)];
}

OrderedJson surrounding(const GgufVocabulary& vocabulary, std::optional<std::int64_t> before,
                        std::optional<std::int64_t> behind) {
  if (!before && !behind) return nullptr;
  OrderedJson single = OrderedJson::array();
  OrderedJson pair = OrderedJson::array();
  OrderedJson special = OrderedJson::object();
  const auto add_token = [&](std::optional<std::int64_t> id, int type) {
    if (!id) return;
    const std::string& token = token_of(vocabulary, *id);
    const OrderedJson piece = {{"SpecialToken", {{"id", token}, {"type_id", type}}}};
    if (type == 0) single.push_back(piece);
    pair.push_back(piece);
    special[token] = {
        {"id", token}, {"ids", std::vector{*id}}, {"tokens", std::vector<std::string>{token}}};
  };
  const auto add_text = [&](const char* name, int type) {
    const OrderedJson piece = {{"Sequence", {{"id", name}, {"type_id", type}}}};
    if (type == 0) single.push_back(piece);
    pair.push_back(piece);
  };
  add_token(before, 0);
  add_text("A", 0);
  add_token(behind, 0);
  if (!behind) add_token(before, 1);
  add_text("B", 1);
  add_token(behind, 1);
  return {{"type", "TemplateProcessing"},
          {"single", single},
          {"pair", pair},
          {"special_tokens", special}};
}

OrderedJson ids_by_token(const std::vector<std::string>& tokens) {
  OrderedJson ids = OrderedJson::object();
  // A key is looked up among all before it where it is set by its name.
  auto& entries = ids.get_ref<OrderedJson::object_t&>();
  for (std::size_t id = 0; id < tokens.size(); ++id) entries.emplace_back(tokens[id], id);
  return ids;
}

OrderedJson added_tokens(const GgufVocabulary& vocabulary) {
  constexpr std::int64_t kUnknown = 2;
  constexpr std::int64_t kControl = 3;
  constexpr std::int64_t kUserDefined = 4;
  OrderedJson added = OrderedJson::array();
  for (std::size_t id = 0; id < vocabulary.types.size(); ++id) {
    const std::int64_t type = vocabulary.types[id];
    if (type != kUnknown && type != kControl && type != kUserDefined) continue;
    if (vocabulary.tokens[id].empty()) continue;
    added.push_back({{"id", id},
                     {"content", vocabulary.tokens[id]},
                     {"single_word", false},
                     {"lstrip", false},
                     {"rstrip", false},
                     {"normalized", false},
                     {"special", type != kUserDefined}});
  }
  return added;
}

OrderedJson bpe(OrderedJson ids, OrderedJson merges) {
  return {{"type", "BPE"},
          {"dropout", nullptr},
          {"unk_token", nullptr},
          {"continuing_subword_prefix", nullptr},
          {"end_of_word_suffix", nullptr},
          {"fuse_unk", false},
          {"byte_fallback", false},
          {"ignore_merges", false},
          {"vocab", std::move(ids)},
          {"merges", std::move(merges)}};
}

OrderedJson tokenizer_of(const GgufVocabulary& vocabulary, JsonParts parts) {
  return {{"version", "1.0"},
          {"truncation", nullptr},
          {"padding", nullptr},
          {"added_tokens", added_tokens(vocabulary)},
          {"normalizer", std::move(parts.normalizer)},
          {"pre_tokenizer", std::move(parts.pre_tokenizer)},
          {"post_processor", std::move(parts.post_processor)},
          {"decoder", std::move(parts.decoder)},
          {"model", std::move(parts.model)}};
}

OrderedJson tokenizer_json_of(const GgufVocabulary& vocabulary) {
  const auto check = [&](std::size_t count, const char* what) {
    if (count != 0 && count != vocabulary.tokens.size()) {
      fail(ErrorCode::kInvalidData, "tokenizer.ggml: {} {} for {} tokens", count, what,
           vocabulary.tokens.size());
    }
  };
  check(vocabulary.scores.size(), "scores");
  check(vocabulary.types.size(), "token types");
  if (vocabulary.model == "gpt2") return gpt2_tokenizer(vocabulary);
  if (vocabulary.model == "llama") return llama_tokenizer(vocabulary);
  if (vocabulary.model == "gemma4") return gemma_tokenizer(vocabulary);
  if (vocabulary.model == "t5") return t5_tokenizer(vocabulary);
  if (vocabulary.model == "bert") return bert_tokenizer(vocabulary);
  fail(ErrorCode::kInvalidData, "tokenizer.ggml.model '{}' is not known",
       base::abridged(vocabulary.model));
}

}  // namespace maas::text
