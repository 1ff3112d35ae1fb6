#include "text/tokenizer/models/model.h"

#include "base/strings.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

/// Files of old do not say which model theirs is.
std::string type_of(const Part& part) {
  if (part.has("type")) return part.text("type");
  if (part.has("merges")) return "BPE";
  if (part.at("vocab").is_array()) return "Unigram";
  return part.has("continuing_subword_prefix") ? "WordPiece" : "WordLevel";
}

}  // namespace

std::unique_ptr<Model> make_model(const Part& part) {
  const std::string type = type_of(part);
  if (type == "BPE") return make_bpe(part);
  if (type == "WordPiece") return make_word_piece(part);
  if (type == "WordLevel") return make_word_level(part);
  if (type == "Unigram") return make_unigram(part);
  part.refuse("unknown model '{}'", base::abridged(type));
}

Vocabulary read_vocabulary(const Part& part) {
  const nlohmann::json& json = part.at("vocab");
  if (!json.is_object()) part.refuse("'vocab' is no object");
  Vocabulary vocabulary;
  for (const auto& [token, value] : json.items()) {
    const std::optional<std::int32_t> id = id_of(value);
    const auto refuse = [&](const char* why) {
      part.refuse("vocab: token '{}': id {} {}", base::abridged(token),
                  base::abridged(value.dump()), why);
    };
    if (well_formed_front(token) < token.size()) part.refuse("vocab: a token is no UTF-8");
    if (!id) refuse("is no id");
    if (Vocabulary::is_out_of_proportion(*id, json.size())) {
      refuse(fmt::format("is out of proportion to {} tokens", json.size()).c_str());
    }
    if (!vocabulary.add(token, *id)) refuse("is repeated");
  }
  return vocabulary;
}

void refuse_long_tokens(const Vocabulary& vocabulary, const Part& part) {
  constexpr std::size_t kLongest = 1024;
  for (std::int32_t id = 0; id < vocabulary.end(); ++id) {
    const std::string_view token = vocabulary.token(id);
    if (token.size() > kLongest) {
      part.refuse("vocab: token '{}' is of {} bytes, limit {}", base::abridged(token), token.size(),
                  kLongest);
    }
  }
}

}  // namespace maas::text
