#include "text/tokenizer/gguf_tokenizer.h"
namespace maas::text {
nlohmann::ordered_json tokenizer_json_of(const GgufVocabulary& v) {
  nlohmann::ordered_json json;
  nlohmann::ordered_json vocab = nlohmann::ordered_json::object();
  nlohmann::ordered_json added = nlohmann::ordered_json::array();
  nlohmann::json fast = nlohmann::json::object();
  for (std::size_t i = 0; i < v.tokens.size(); ++i) {
    if (i < v.types.size() && v.types[i] == 3) {
      added.push_back({{"id", i}, {"content", v.tokens[i]}, {"single_word", false}, {"lstrip", false}, {"rstrip", false}, {"normalized", false}, {"special", true}});
    }
    fast[v.tokens[i]] = i;
  }
  json["version"] = "1.0";
  json["truncation"] = nullptr;
  json["padding"] = nullptr;
  json["added_tokens"] = added;
  json["normalizer"] = nullptr;
  json["pre_tokenizer"] = {{"type", "Sequence"}, {"pretokenizers", nlohmann::ordered_json::array({{{"type", "Digits"}, {"individual_digits", true}}, {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", true}}})}};
  json["post_processor"] = nullptr;
  json["decoder"] = {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", true}, {"use_regex", true}};
  json["model"] = {{"type", "BPE"}, {"dropout", nullptr}, {"unk_token", nullptr}, {"continuing_subword_prefix", nullptr}, {"end_of_word_suffix", nullptr}, {"fuse_unk", false}, {"byte_fallback", false}, {"ignore_merges", false}};
  json["model"]["vocab"] = nlohmann::ordered_json(fast);
  json["model"]["merges"] = v.merges;
  return json;
}
}  // namespace maas::text
