#include "encoders/text/encoder.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "data/texts.h"
#include "encoders/text/part.h"
#include "encoders/text/records.h"
#include "encoders/text/requests.h"
#include "encoders/texts_in.h"
#include "formats/json/json.h"
#include "maas/error.h"
#include "recipe/json_file.h"

namespace maas::encoders {
namespace {

constexpr const char* kFile = "tokenizer.json";
constexpr std::int64_t kRandomWords = 32;

/// What `config.json` says of the texts that the network takes.
struct TextConfig {
  std::int64_t max_words = 0;
};

void describe(Fields& fields, TextConfig& config) {
  fields("max_words", config.max_words, "words of a text that are read")
      .range(between(1, 1 << 20))
      .required();
}

text::WordTokenizer learned(const data::Texts& train, const text::VocabularyChoice& choice) {
  text::WordCounts counts(choice.lowercase);
  for (std::int64_t i = 0; i < train.size(); ++i) counts.add(train.text(i));
  text::WordTokenizer tokenizer(counts, choice);
  if (tokenizer.size() > text::WordTokenizer::kUnknown + 1) return tokenizer;
  fail(ErrorCode::kInvalidData, "no word is {} times in the {} training texts", choice.least_often,
       train.size());
}

text::WordTokenizer tokenizer_of(const Basis& basis, const TextChoice& choice) {
  if (basis.model == nullptr) {
    return learned(data::as<data::Texts>(*basis.train), choice.vocabulary);
  }
  const std::filesystem::path path = basis.model->path(kFile);
  return {formats::read_json(path), path.string()};
}

std::int64_t most_words_of(const Basis& basis, const TextChoice& choice) {
  if (basis.model == nullptr) return choice.most_words;
  return recipe::from_json_to<TextConfig>(basis.model->config,
                                          basis.model->path("config.json").string(), {},
                                          {.ignore_unknown_keys = true})
      .max_words;
}

}  // namespace

TextEncoder::TextEncoder(const Basis& basis, const TextChoice& choice)
    : tokenizer_(tokenizer_of(basis, choice)), most_words_(most_words_of(basis, choice)) {}

std::string TextEncoder::text() const {
  return fmt::format("texts of up to {} words", most_words_);
}

std::vector<std::int64_t> TextEncoder::tokens_of(const std::string& text) const {
  std::vector<std::int64_t> tokens = tokenizer_.encode(text, static_cast<std::size_t>(most_words_));
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
  config["max_words"] = most_words_;
}

std::vector<TensorSpec> TextEncoder::inputs() const {
  return {text_input()};
}

Demand TextEncoder::check(HostTensors& inputs) const {
  const std::int64_t longest = check_texts(inputs);
  const std::int64_t words = std::min(longest, most_words_);
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
    for (std::int64_t i = 0; i < std::min(kRandomWords, most_words_); ++i) {
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
