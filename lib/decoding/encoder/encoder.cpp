#include "decoding/encoder/encoder.h"

#include <algorithm>
#include <cmath>

#include "decoding/safetensors_source.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

namespace fs = std::filesystem;

/// Tokens that are read at once, but for a longer text alone.
constexpr std::int64_t kMostTokens = 2048;

EncoderSpecification specification_at(const fs::path& directory) {
  const fs::path file = directory / "config.json";
  return encoder_specification_of(Config(formats::read_json<nlohmann::json>(file), file.string()));
}

void apply_tanh(std::vector<float>& values) {
  for (float& value : values) value = std::tanh(value);
}

/// A vector of zeros stays one, as in sentence-transformers.
void normalize(std::vector<float>& vector) {
  double squares = 0;
  for (const float value : vector) squares += static_cast<double>(value) * value;
  const double length = std::max(std::sqrt(squares), 1e-12);
  for (float& value : vector) value = static_cast<float>(value / length);
}

/// A vocabulary may be padded in the embedding, but never be larger.
void check_vocabulary(const text::Tokenizer& tokenizer, const EncoderSpecification& specification,
                      const std::string& origin) {
  if (tokenizer.size() <= specification.vocabulary) return;
  fail(ErrorCode::kInvalidData, "{}: the tokenizer has {} tokens, but the embedding {} rows",
       origin, tokenizer.size(), specification.vocabulary);
}

}  // namespace

Encoder::Encoder(const fs::path& directory, int threads)
    : specification_(specification_at(transformer_directory(directory))),
      weights_(
          load_encoder_weights(specification_, open_weights(transformer_directory(directory)))),
      modules_(read_modules(directory, specification_.width)),
      reader_(transformer_directory(directory), specification_.positions),
      team_(threads),
      network_(specification_, weights_, team_) {
  check_vocabulary(reader_.tokenizer(), specification_, weights_.source->origin());
}

Encoder::~Encoder() = default;

void Encoder::check(const EncodedText& text) const {
  network_.check({text.ids, text.types});
}

/// Calls `use(first text, texts, vectors of their tokens)` for passes of so many texts as fit.
template <class Use>
void Encoder::for_each_pass(std::span<const EncodedText> texts, Use use) {
  for (std::size_t first = 0; first < texts.size();) {
    std::vector<EncoderInput> inputs;
    std::int64_t tokens = 0;
    for (std::size_t i = first; i < texts.size(); ++i) {
      tokens += std::ssize(texts[i].ids);
      if (!inputs.empty() && tokens > kMostTokens) break;
      inputs.push_back({texts[i].ids, texts[i].types});
    }
    use(texts.subspan(first, inputs.size()), network_.read(inputs));
    first += inputs.size();
  }
}

std::vector<std::vector<float>> Encoder::embed(std::span<const EncodedText> texts,
                                               std::int64_t prompt_tokens) {
  std::vector<std::vector<float>> embeddings;
  const std::int64_t left_out = modules_.pooling.with_prompt ? 0 : prompt_tokens;
  for_each_pass(texts, [&](std::span<const EncodedText> pass, std::span<const float> tokens) {
    const float* at = tokens.data();
    for (const EncodedText& text : pass) {
      const std::int64_t count = std::ssize(text.ids);
      const std::int64_t skipped = std::min(left_out, count - 1);
      embeddings.push_back(embedding_of(at + skipped * specification_.width, count - skipped));
      at += count * specification_.width;
    }
  });
  return embeddings;
}

std::vector<float> Encoder::embedding_of(const float* tokens, std::int64_t count) {
  const std::int64_t width = specification_.width;
  std::vector<float> vector(static_cast<std::size_t>(modules_.pooled_size(width)));
  float* pooled = vector.data();
  for (const Pooling way : modules_.pooling.ways) {
    pool(way, tokens, count, width, pooled);
    pooled += width;
  }
  for (const auto& module : modules_.then) {
    if (const auto* const dense = std::get_if<DenseModule>(&module)) {
      std::vector<float> result(static_cast<std::size_t>(dense->linear.weight.rows));
      network_.apply(dense->linear, vector.data(), 1, result.data());
      if (dense->tanh) apply_tanh(result);
      vector = std::move(result);
    } else {
      normalize(vector);
    }
  }
  return vector;
}

std::vector<float> Encoder::pooled_of_first(std::span<const float> tokens,
                                            std::span<const EncodedText> texts) {
  const std::int64_t width = specification_.width;
  std::vector<float> first;
  std::int64_t at = 0;
  for (const EncodedText& text : texts) {
    const auto row =
        tokens.subspan(static_cast<std::size_t>(at * width), static_cast<std::size_t>(width));
    first.insert(first.end(), row.begin(), row.end());
    at += std::ssize(text.ids);
  }
  std::vector<float> pooled(first.size());
  network_.apply(*weights_.pooler, first.data(), std::ssize(texts), pooled.data());
  apply_tanh(pooled);
  return pooled;
}

std::vector<std::vector<float>> Encoder::judge(std::span<const EncodedText> texts) {
  std::vector<std::vector<float>> answers;
  const bool is_of_tokens = !has_pooler(specification_);
  for_each_pass(texts, [&](std::span<const EncodedText> pass, std::span<const float> tokens) {
    const std::vector<float> pooled = is_of_tokens
                                          ? std::vector<float>(tokens.begin(), tokens.end())
                                          : pooled_of_first(tokens, pass);
    const std::int64_t rows = std::ssize(pooled) / specification_.width;
    const std::int64_t labels = weights_.head->weight.rows;
    std::vector<float> logits(static_cast<std::size_t>(rows * labels));
    network_.apply(*weights_.head, pooled.data(), rows, logits.data());
    auto at = logits.begin();
    for (const EncodedText& text : pass) {
      const std::int64_t count = labels * (is_of_tokens ? std::ssize(text.ids) : 1);
      answers.emplace_back(at, at + count);
      at += count;
    }
  });
  return answers;
}

}  // namespace maas::decoding
