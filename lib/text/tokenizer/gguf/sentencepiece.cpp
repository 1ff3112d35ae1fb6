#include <algorithm>
#include <tuple>

#include "base/base64.h"
#include "base/strings.h"
#include "maas/error.h"
#include "text/tokenizer/gguf/parts_of_json.h"
#include "text/tokenizer/models/vocabulary.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

constexpr std::string_view kSign = "\xE2\x96\x81";  // U+2581, for a space

Vocabulary tokens_of(const GgufVocabulary& vocabulary) {
  constexpr std::size_t kLongest = 1024;
  Vocabulary tokens;
  for (const std::string& token : vocabulary.tokens) {
    if (token.size() > kLongest) {
      fail(ErrorCode::kInvalidData, "tokenizer.ggml: a token of {} bytes, limit {}", token.size(),
           kLongest);
    }
    if (!tokens.add(token, static_cast<std::int32_t>(tokens.count()))) {
      fail(ErrorCode::kInvalidData, "tokenizer.ggml: token '{}' is repeated",
           base::abridged(token));
    }
  }
  return tokens;
}

/// A pair of tokens that are a third one together.
struct Pair {
  double score;  ///< of the third
  std::int32_t whole;
  std::int32_t left;
  std::int32_t right;
  std::size_t left_length;  ///< characters
  std::size_t right_length;
};

void add_pairs(const Vocabulary& tokens, std::int32_t whole, double score,
               std::vector<Pair>& pairs) {
  const std::string_view token = tokens.token(whole);
  const std::size_t length = count_characters(token);
  std::size_t left_length = 0;
  for (std::size_t at = 0; at < token.size(); at += length_of(token[at]), ++left_length) {
    if (at == 0) continue;
    const auto left = tokens.find(token.substr(0, at));
    const auto right = left ? tokens.find(token.substr(at)) : std::nullopt;
    if (right) pairs.push_back({score, whole, *left, *right, left_length, length - left_length});
  }
}

/// Returns the merges that make what SentencePiece makes by scores: the token of the highest score
/// first. Pairs of equal scores go by their lengths, the longer first.
OrderedJson merges_of(const GgufVocabulary& vocabulary) {
  if (vocabulary.scores.empty()) fail(ErrorCode::kInvalidData, "tokenizer.ggml.scores is missing");
  const Vocabulary tokens = tokens_of(vocabulary);
  std::vector<Pair> pairs;
  for (std::int32_t id = 0; id < tokens.end(); ++id) {
    if (well_formed_front(tokens.token(id)) < tokens.token(id).size()) {
      fail(ErrorCode::kInvalidData, "tokenizer.ggml: token {} is no UTF-8", id);
    }
    const std::size_t first = pairs.size();
    add_pairs(tokens, id, vocabulary.scores[static_cast<std::size_t>(id)], pairs);
    std::sort(pairs.begin() + static_cast<std::ptrdiff_t>(first), pairs.end(),
              [](const Pair& a, const Pair& b) {
                return std::tie(a.left, a.right) < std::tie(b.left, b.right);
              });
  }
  std::ranges::stable_sort(pairs, [](const Pair& a, const Pair& b) {
    return std::tie(a.score, a.left_length, a.right_length) >
           std::tie(b.score, b.left_length, b.right_length);
  });
  OrderedJson merges = OrderedJson::array();
  for (const Pair& pair : pairs) {
    merges.push_back({tokens.token(pair.left), tokens.token(pair.right)});
  }
  return merges;
}

OrderedJson sentence_decoder(bool drops_space) {
  std::vector<OrderedJson> parts = {
      replace(kSign, " "), {{"type", "ByteFallback"}}, {{"type", "Fuse"}}};
  if (drops_space) {
    parts.push_back({{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}});
  }
  return sequence("decoders", std::move(parts));
}

/// BPE whose characters fall back to bytes.
OrderedJson sentence_bpe(const GgufVocabulary& vocabulary, OrderedJson merges) {
  OrderedJson model = bpe(ids_by_token(vocabulary.tokens), std::move(merges));
  if (vocabulary.unknown) model["unk_token"] = token_of(vocabulary, *vocabulary.unknown);
  model["fuse_unk"] = true;
  model["byte_fallback"] = true;
  return model;
}

OrderedJson surrounding_of(const GgufVocabulary& vocabulary, bool bos, bool eos) {
  return surrounding(vocabulary, vocabulary.add_bos.value_or(bos) ? vocabulary.bos : std::nullopt,
                     vocabulary.add_eos.value_or(eos) ? vocabulary.eos : std::nullopt);
}

}  // namespace

OrderedJson llama_tokenizer(const GgufVocabulary& vocabulary) {
  const bool adds_space = vocabulary.add_space_prefix.value_or(true);
  std::vector<OrderedJson> normalizers;
  if (adds_space) normalizers.push_back({{"type", "Prepend"}, {"prepend", kSign}});
  normalizers.push_back(replace(" ", kSign));
  return tokenizer_of(vocabulary, {.normalizer = sequence("normalizers", std::move(normalizers)),
                                   .post_processor = surrounding_of(vocabulary, true, false),
                                   .decoder = sentence_decoder(adds_space),
                                   .model = sentence_bpe(vocabulary, merges_of(vocabulary))});
}

OrderedJson gemma_tokenizer(const GgufVocabulary& vocabulary) {
  return tokenizer_of(vocabulary, {.normalizer = replace(" ", kSign),
                                   .post_processor = surrounding_of(vocabulary, true, false),
                                   .decoder = sentence_decoder(false),
                                   .model = sentence_bpe(vocabulary, vocabulary.merges)});
}

OrderedJson t5_tokenizer(const GgufVocabulary& vocabulary) {
  if (vocabulary.scores.empty()) fail(ErrorCode::kInvalidData, "tokenizer.ggml.scores is missing");
  OrderedJson pieces = OrderedJson::array();
  for (std::size_t id = 0; id < vocabulary.tokens.size(); ++id) {
    pieces.push_back({vocabulary.tokens[id], vocabulary.scores[id]});
  }
  OrderedJson unknown;
  if (vocabulary.unknown) unknown = *vocabulary.unknown;
  std::vector<OrderedJson> normalizers;
  if (!vocabulary.charsmap.empty()) {
    normalizers.push_back(
        {{"type", "Precompiled"}, {"precompiled_charsmap", base::base64(vocabulary.charsmap)}});
  }
  if (vocabulary.remove_extra_whitespaces.value_or(true)) {
    normalizers.push_back({{"type", "Strip"}, {"strip_left", false}, {"strip_right", true}});
    normalizers.push_back(
        {{"type", "Replace"}, {"pattern", {{"Regex", " {2,}"}}}, {"content", kSign}});
  }
  const OrderedJson metaspace = {
      {"type", "Metaspace"},
      {"replacement", kSign},
      {"prepend_scheme", vocabulary.add_space_prefix.value_or(true) ? "always" : "never"},
      {"split", true}};
  return tokenizer_of(vocabulary, {.normalizer = sequence("normalizers", std::move(normalizers)),
                                   .pre_tokenizer = metaspace,
                                   .post_processor = surrounding_of(vocabulary, false, true),
                                   .decoder = metaspace,
                                   .model = {{"type", "Unigram"},
                                             {"unk_id", unknown},
                                             {"vocab", std::move(pieces)},
                                             {"byte_fallback", false}}});
}

OrderedJson bert_tokenizer(const GgufVocabulary& vocabulary) {
  // What begins a word was marked in the file, in the place of what does not.
  std::vector<std::string> tokens = vocabulary.tokens;
  for (std::string& token : tokens) {
    const bool is_special = token.starts_with('[') && token.ends_with(']');
    if (token.starts_with(kSign)) {
      token.erase(0, kSign.size());
    } else if (!is_special) {
      token.insert(0, "##");
    }
  }
  const std::string unknown =
      vocabulary.unknown ? token_of(vocabulary, *vocabulary.unknown) : "[UNK]";
  return tokenizer_of(vocabulary,
                      {.normalizer = {{"type", "BertNormalizer"},
                                      {"clean_text", true},
                                      {"handle_chinese_chars", true},
                                      {"strip_accents", nullptr},
                                      {"lowercase", true}},
                       .pre_tokenizer = {{"type", "BertPreTokenizer"}},
                       .post_processor = surrounding_of(vocabulary, true, true),
                       .decoder = {{"type", "WordPiece"}, {"prefix", "##"}, {"cleanup", true}},
                       .model = {{"type", "WordPiece"},
                                 {"unk_token", unknown},
                                 {"continuing_subword_prefix", "##"},
                                 {"max_input_chars_per_word", 100},
                                 {"vocab", ids_by_token(tokens)}}});
}

}  // namespace maas::text
