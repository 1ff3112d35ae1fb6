#include <algorithm>
#include <array>

#include "base/strings.h"
#include "maas/error.h"
#include "text/tokenizer/gguf/parts_of_json.h"

namespace maas::text {
namespace {

/// How texts are cut into words before bytes are merged.
enum class Cut : std::uint8_t {
  kGpt2,
  kDigits,
  kLlama3,
  kQwen2,
  kQwen35,
  kGpt4o,
  kTekken,
  kFalcon,
  kDeepseekLlm,
  kDeepseekCoder,
  kDeepseek3
};

/// What the names under `tokenizer.ggml.pre` mean.
struct Style {
  std::string_view name;
  Cut cut;
  bool whole_words = false;  ///< a word that is a token needs no merges
  bool adds_bos = false;     ///< unless the file says otherwise
  bool composes = false;     ///< texts are put into form C
};

constexpr std::array kStyles = {
    Style{"gpt-2", Cut::kGpt2},
    Style{"phi-2", Cut::kGpt2},
    Style{"mpt", Cut::kGpt2},
    Style{"olmo", Cut::kGpt2},
    Style{"jais", Cut::kGpt2},
    Style{"trillion", Cut::kGpt2},
    Style{"granite-docling", Cut::kGpt2},
    Style{"gigachat", Cut::kGpt2},
    Style{"modern-bert", Cut::kGpt2},
    Style{"exaone4", Cut::kGpt2},
    Style{"smollm", Cut::kDigits},
    Style{"starcoder", Cut::kDigits},
    Style{"refact", Cut::kDigits},
    Style{"command-r", Cut::kDigits, false, false, true},
    Style{"codeshell", Cut::kDigits},
    Style{"exaone", Cut::kDigits},
    Style{"minerva-7b", Cut::kDigits},
    Style{"llama-bpe", Cut::kLlama3, true, true},
    Style{"llama3", Cut::kLlama3, true, true},
    Style{"llama-v3", Cut::kLlama3, true, true},
    Style{"falcon3", Cut::kLlama3, true, true},
    Style{"falcon-h1", Cut::kLlama3, true, true},
    Style{"pixtral", Cut::kLlama3, true, true},
    Style{"midm-2.0", Cut::kLlama3, true, true},
    Style{"lfm2", Cut::kLlama3, true, true},
    Style{"dbrx", Cut::kLlama3},
    Style{"smaug-bpe", Cut::kLlama3},
    Style{"chatglm-bpe", Cut::kLlama3},
    Style{"glm4", Cut::kLlama3, true},
    Style{"qwen2", Cut::kQwen2, false, false, true},
    Style{"deepseek-r1-qwen", Cut::kQwen2, false, false, true},
    Style{"stablelm2", Cut::kQwen2, false, false, true},
    Style{"hunyuan", Cut::kQwen2, false, false, true},
    Style{"megrez", Cut::kQwen2, false, false, true},
    Style{"qwen35", Cut::kQwen35, false, false, true},
    Style{"gpt-4o", Cut::kGpt4o},
    Style{"llama4", Cut::kGpt4o},
    Style{"tekken", Cut::kTekken, true, true},
    Style{"falcon", Cut::kFalcon},
    Style{"deepseek-llm", Cut::kDeepseekLlm},
    Style{"deepseek-coder", Cut::kDeepseekCoder},
    Style{"deepseek-v3", Cut::kDeepseek3},
};

constexpr std::string_view kLlama3 =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kQwen2 =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kQwen35 =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kGpt4o =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kTekken =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kDeepseek3Words =
    R"([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kHanToHangul =
    R"([\x{4E00}-\x{9FA5}\x{0800}-\x{4E00}\x{AC00}-\x{D7FF}]+)";

const Style& style_of(const std::string& name) {
  // Files from before there were names are GPT-2's.
  const std::string_view known =
      name.empty() || name == "default" ? std::string_view("gpt-2") : name;
  const auto style = std::ranges::find(kStyles, known, &Style::name);
  if (style == kStyles.end()) {
    fail(ErrorCode::kInvalidData, "tokenizer.ggml.pre '{}' is not known", base::abridged(name));
  }
  return *style;
}

OrderedJson digits(bool individually) {
  return {{"type", "Digits"}, {"individual_digits", individually}};
}

OrderedJson words_at(std::vector<std::string_view> expressions) {
  std::vector<OrderedJson> parts;
  for (const std::string_view expression : expressions) parts.push_back(split_at(expression));
  parts.push_back(byte_level(false));
  return sequence("pretokenizers", std::move(parts));
}

OrderedJson pre_tokenizer_of(Cut cut) {
  switch (cut) {
    case Cut::kGpt2:
      return byte_level(true);
    case Cut::kDigits:
      return sequence("pretokenizers", {digits(true), byte_level(true)});
    case Cut::kLlama3:
      return words_at({kLlama3});
    case Cut::kQwen2:
      return words_at({kQwen2});
    case Cut::kQwen35:
      return words_at({kQwen35});
    case Cut::kGpt4o:
      return words_at({kGpt4o});
    case Cut::kTekken:
      return words_at({kTekken});
    case Cut::kFalcon:
      return sequence("pretokenizers", {{{"type", "Punctuation"}, {"behavior", "Contiguous"}},
                                        byte_level(true),
                                        digits(false),
                                        split_at("[0-9][0-9][0-9]")});
    case Cut::kDeepseekCoder:
      return sequence("pretokenizers",
                      {split_at(R"([\r\n])"), split_at(R"(\s?\p{L}+)"), split_at(R"(\s?\p{P}+)"),
                       split_at(kHanToHangul), digits(true), byte_level(false)});
    case Cut::kDeepseekLlm:
      // Letters that have two cases, which its own file lists one by one.
      return sequence("pretokenizers",
                      {split_at(R"([\r\n])"), split_at(R"(\s?[\p{Lu}\p{Ll}\p{Lt}]+)"),
                       split_at(R"(\s?[!-/:-~！-／：-～‘-‟　-。]+)"), split_at(R"(\s+$)"),
                       split_at(kHanToHangul), digits(true), byte_level(false)});
    case Cut::kDeepseek3:
      return words_at({R"(\p{N}{1,3})", R"([\x{4E00}-\x{9FA5}\x{3040}-\x{309F}\x{30A0}-\x{30FF}]+)",
                       kDeepseek3Words});
  }
  fail(ErrorCode::kInternal, "a way of cutting that has no parts");
}

}  // namespace

OrderedJson gpt2_tokenizer(const GgufVocabulary& vocabulary) {
  const Style& style = style_of(vocabulary.pre);
  OrderedJson model = bpe(ids_by_token(vocabulary.tokens), vocabulary.merges);
  model["ignore_merges"] = style.whole_words;
  const auto if_asked = [](bool asked, const std::optional<std::int64_t>& id) {
    return asked ? id : std::nullopt;
  };
  return tokenizer_of(
      vocabulary,
      {.normalizer = style.composes ? OrderedJson{{"type", "NFC"}} : OrderedJson(),
       .pre_tokenizer = pre_tokenizer_of(style.cut),
       .post_processor = surrounding(
           vocabulary, if_asked(vocabulary.add_bos.value_or(style.adds_bos), vocabulary.bos),
           if_asked(vocabulary.add_eos.value_or(false), vocabulary.eos)),
       .decoder = byte_level(true),
       .model = std::move(model)});
}

}  // namespace maas::text
