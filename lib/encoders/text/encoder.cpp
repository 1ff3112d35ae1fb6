#include "encoders/text/encoder.h"

#include <algorithm>
#include <optional>

#include <nlohmann/json.hpp>

#include "data/texts.h"
#include "encoders/agreement.h"
#include "encoders/text/part.h"
#include "encoders/text/records.h"
#include "encoders/text/requests.h"
#include "encoders/texts_in.h"
#include "formats/json/json.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "recipe/write.h"

namespace maas::encoders {
namespace {

constexpr const char* kFile = "tokenizer.json";
constexpr std::int64_t kRandomWords = 32;

/// What `config.json` says of the texts that the network takes.
struct TextConfig {
  std::int64_t max_words = 0;
  std::optional<std::int64_t> vocabulary{};  ///< models of before do not say it
  std::optional<std::int64_t> min_count{};
  std::optional<bool> lowercase{};
};

void describe(Fields& fields, TextConfig& config) {
  fields("max_words", config.max_words, "words of a text that are read")
      .range(between(1, 1 << 20))
      .required();
  fields("vocabulary", config.vocabulary, "words that are told apart at the most");
  fields("min_count", config.min_count, "how often they were in the training texts");
  fields("lowercase", config.lowercase, "whether capitals were taken for small letters");
}

TextConfig config_of(const TextChoice& choice) {
  return {.max_words = choice.most_words,
          .vocabulary = static_cast<std::int64_t>(choice.vocabulary.most),
          .min_count = choice.vocabulary.least_often,
          .lowercase = choice.vocabulary.lowercase};
}

text::WordTokenizer learned(const data::Texts& train, const text::VocabularyChoice& choice) {
  text::WordCounts counts(choice.lowercase);
  for (std::int64_t i = 0; i < train.size(); ++i) counts.add(train.text(i));
  text::WordTokenizer tokenizer(counts, choice);
  if (tokenizer.size() > text::WordTokenizer::kUnknown + 1) return tokenizer;
  throw failure_with_hint(ErrorCode::kInvalidData,
                          "a lower task.min_count takes rarer ones; spaces stand between words",
                          "no word is {} times in the {} training texts", choice.least_often,
                          train.size());
}

text::WordTokenizer tokenizer_of(const Basis& basis, const TextChoice& choice) {
  if (basis.model == nullptr) {
    return learned(data::as<data::Texts>(*basis.train), choice.vocabulary);
  }
  const std::filesystem::path path = basis.model->path(kFile);
  return {formats::read_json(path), path.string()};
}

/// @throws Error kInvalidRecipe if the recipe asks for words that the model's weights are not for
void require_agreement(const TextConfig& model, const TextConfig& recipe) {
  const auto require = [](const char* key, const auto& has, const auto& wants) {
    if (has) require_same(key, *has, *wants);
  };
  require_same("max_words", model.max_words, recipe.max_words);
  require("vocabulary", model.vocabulary, recipe.vocabulary);
  require("min_count", model.min_count, recipe.min_count);
  require("lowercase", model.lowercase, recipe.lowercase);
}

TextChoice choice_of(const Basis& basis, const TextChoice& choice) {
  if (basis.model == nullptr) return choice;
  const auto config = recipe::from_json_to<TextConfig>(basis.model->config,
                                                       basis.model->path("config.json").string(),
                                                       {}, {.ignore_unknown_keys = true});
  if (basis.train != nullptr) require_agreement(config, config_of(choice));
  const text::VocabularyChoice& defaults = choice.vocabulary;
  const auto most = static_cast<std::int64_t>(defaults.most);
  return {.vocabulary = {.most = static_cast<std::size_t>(config.vocabulary.value_or(most)),
                         .least_often = config.min_count.value_or(defaults.least_often),
                         .lowercase = config.lowercase.value_or(defaults.lowercase)},
          .most_words = config.max_words};
}

}  // namespace

TextEncoder::TextEncoder(const Basis& basis, const TextChoice& choice)
    : tokenizer_(tokenizer_of(basis, choice)), choice_(choice_of(basis, choice)) {}

std::string TextEncoder::text() const {
  return fmt::format("texts of up to {} words", choice_.most_words);
}

std::vector<std::int64_t> TextEncoder::tokens_of(const std::string& text) const {
  std::vector<std::int64_t> tokens =
      tokenizer_.encode(text, static_cast<std::size_t>(choice_.most_words));
  if (tokens.empty()) tokens.push_back(text::WordTokenizer::kUnknown);
  return tokens;
}

feed::Parts TextEncoder::parts(std::shared_ptr<const data::Dataset> set, Use) const {
  const auto& texts = data::as<data::Texts>(*set);
  auto lists = std::make_shared<TokenLists>();
  for (std::int64_t i = 0; i < texts.size(); ++i) {
    lists->add(tokens_of(texts.text(i)));
  }
  return token_parts(std::move(lists));
}

void TextEncoder::save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const {
  formats::write_json(writer.file(kFile), tokenizer_.to_json());
  config.update(recipe::to_json_of(config_of(choice_)));
}

std::vector<TensorSpec> TextEncoder::inputs() const {
  return {text_input()};
}

Demand TextEncoder::check(HostTensors& inputs) const {
  const std::int64_t longest = check_texts(inputs);
  const std::int64_t words = std::min(longest, choice_.most_words);
  const std::int64_t rows = inputs.front().rows();
  return {.samples = rows,
          .scratch = 2 * longest,
          .bytes = rows * (words + 1) * static_cast<std::int64_t>(sizeof(std::int64_t))};
}

HostTensors TextEncoder::prepare(HostTensors inputs) const {
  std::vector<std::vector<std::int64_t>> lists;
  for (const std::string& text : texts_in(inputs, kTextInput)) lists.push_back(tokens_of(text));
  return padded(lists);
}

HostTensors TextEncoder::random_request(std::int64_t samples, base::Random& random) const {
  std::vector<std::string> texts(static_cast<std::size_t>(samples));
  for (std::string& text : texts) {
    for (std::int64_t i = 0; i < std::min(kRandomWords, choice_.most_words); ++i) {
      text += tokenizer_.word(
          static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(tokenizer_.size()))));
      text += ' ';
    }
  }
  return text_request(std::move(texts));
}

std::unique_ptr<Records> TextEncoder::records(const std::vector<std::string>& arguments) const {
  return text_records(arguments, kTextInput, [this](std::string text) {
    HostTensors request = text_request({std::move(text)});
    check(request);
    return prepare(std::move(request));
  });
}

}  // namespace maas::encoders
