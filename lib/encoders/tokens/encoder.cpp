#include "encoders/tokens/encoder.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "data/texts.h"
#include "data/texts/lengths.h"
#include "encoders/agreement.h"
#include "encoders/text/records.h"
#include "encoders/text/requests.h"
#include "encoders/texts_in.h"
#include "formats/json/json.h"
#include "maas/error.h"
#include "recipe/json_file.h"

namespace maas::encoders {
namespace {

constexpr const char* kFile = "tokenizer.json";

/// What `config.json` says of the texts that the network takes.
struct TokenConfig {
  std::int64_t context = 0;
};

void describe(Fields& fields, TokenConfig& config) {
  fields("context", config.context, "tokens that the network reads at the most")
      .range(between(1, 1 << 20))
      .required();
}

text::CharacterTokenizer tokenizer_of(const Basis& basis) {
  if (basis.model != nullptr) {
    const std::filesystem::path path = basis.model->path(kFile);
    return {formats::read_json(path), path.string()};
  }
  const auto& train = data::as<data::Texts>(*basis.train);
  text::Characters characters;
  characters.add(data::kBetweenTexts);
  for (std::int64_t i = 0; i < train.size(); ++i) characters.add(train.text(i));
  return text::CharacterTokenizer(characters);
}

std::int64_t context_of(const Basis& basis, std::int64_t context) {
  if (basis.model == nullptr) return context;
  const auto config = recipe::from_json_to<TokenConfig>(basis.model->config,
                                                        basis.model->path("config.json").string(),
                                                        {}, {.ignore_unknown_keys = true});
  if (basis.train != nullptr) require_same("context", config.context, context);
  return config.context;
}

}  // namespace

TokenEncoder::TokenEncoder(const Basis& basis, std::int64_t context)
    : tokenizer_(tokenizer_of(basis)), context_(context_of(basis, context)) {}

std::string TokenEncoder::text() const {
  return fmt::format("texts of up to {} characters", context_ + 1);
}

std::shared_ptr<const TokenStream> TokenEncoder::stream(const data::Dataset& set, Use use,
                                                        std::string_view what) const {
  const auto& texts = data::as<data::Texts>(set);
  std::vector<std::int32_t> tokens;
  const auto append = [&](std::string_view text) {
    const auto more = tokenizer_.encode(text);
    tokens.insert(tokens.end(), more.begin(), more.end());
  };
  for (std::int64_t i = 0; i < texts.size(); ++i) {
    if (i > 0) append(data::kBetweenTexts);
    append(texts.text(i));
  }
  const std::int64_t least = use == Use::kTrain ? context_ + 1 : 2;
  if (std::ssize(tokens) < least) {
    throw failure_with_hint(ErrorCode::kInvalidData, "take more text, or a smaller task.context",
                            "{}: {} characters, at least {} are needed", what, tokens.size(),
                            least);
  }
  return std::make_shared<TokenStream>(std::move(tokens), context_);
}

feed::Parts TokenEncoder::parts(std::shared_ptr<const data::Dataset> set, Use use) const {
  return TokenStream::parts(stream(*set, use, "the texts"), use);
}

void TokenEncoder::save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const {
  formats::write_json(writer.file(kFile), tokenizer_.to_json());
  config["context"] = context_;
}

std::vector<TensorSpec> TokenEncoder::inputs() const {
  return {text_input()};
}

Demand TokenEncoder::check(HostTensors& inputs) const {
  check_texts(inputs);
  const std::vector<std::string>& texts = texts_in(inputs, kTextInput);
  std::int64_t longest = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::int64_t length = data::characters_of(texts[i]);
    longest = std::max(longest, length);
    if (length >= 2 && length <= context_ + 1) continue;
    fail(ErrorCode::kInvalidData, "'text[{}]' has {} characters, the model judges 2 to {}", i,
         length, context_ + 1);
  }
  const std::int64_t rows = inputs.front().rows();
  return {.samples = rows,
          .scratch = 8 * longest,
          .bytes = rows * (longest + 1) * static_cast<std::int64_t>(sizeof(std::int64_t))};
}

HostTensors TokenEncoder::prepare(HostTensors inputs) const {
  std::vector<std::vector<std::int64_t>> lists;
  for (const std::string& text : texts_in(inputs, kTextInput)) {
    const auto tokens = tokenizer_.encode(text);
    lists.emplace_back(tokens.begin(), tokens.end());
  }
  return padded(lists);
}

/// As long as the network reads, but not too short to be judged, and not blank.
HostTensors TokenEncoder::random_request(std::int64_t samples, base::Random& random) const {
  const auto drawn = [&] {
    return tokenizer_.decode(
        static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(tokenizer_.size()))));
  };
  std::vector<std::string> texts(static_cast<std::size_t>(samples));
  for (std::string& text : texts) {
    text = tokenizer_.decode(text::CharacterTokenizer::kUnknown);
    for (std::int64_t i = 1; i < std::max<std::int64_t>(context_, 2); ++i) text += drawn();
  }
  return text_request(std::move(texts));
}

std::unique_ptr<Records> TokenEncoder::records(const std::vector<std::string>& arguments) const {
  return text_records(arguments, kTextInput, [this](std::string text) {
    HostTensors request = text_request({std::move(text)});
    check(request);
    return prepare(std::move(request));
  });
}

}  // namespace maas::encoders
