#pragma once

#include "encoders/encoder.h"
#include "text/word_tokenizer.h"

namespace maas::encoders {

/// How texts become tokens.
struct TextChoice {
  text::VocabularyChoice vocabulary;
  std::int64_t most_words = 256;  ///< of a text; later ones are left out
};

/// Texts as the numbers of their words, by a vocabulary of the training texts that is published as
/// `tokenizer.json`.
class TextEncoder final : public Encoder {
 public:
  /// @throws Error kInvalidData if no word is frequent enough; kInvalidRecipe if a model that is
  ///   trained further chose otherwise; kNotFound, kInvalidData if its files are missing or
  ///   malformed
  TextEncoder(const Basis& basis, const TextChoice& choice);

  const text::WordTokenizer& tokenizer() const { return tokenizer_; }
  std::int64_t most_words() const { return choice_.most_words; }

  std::string_view part() const override { return tensor::part::kIds; }
  std::vector<std::int64_t> shape() const override { return {}; }
  std::int64_t vocabulary() const override { return tokenizer_.size(); }
  std::string text() const override;
  feed::Parts parts(std::shared_ptr<const data::Dataset> set, Use use) const override;
  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override;
  std::vector<TensorSpec> inputs() const override;
  Demand check(HostTensors& inputs) const override;
  HostTensors prepare(HostTensors inputs) const override;
  HostTensors random_request(std::int64_t samples, base::Random& random) const override;
  std::unique_ptr<Records> records(const std::vector<std::string>& arguments) const override;

 private:
  /// At least one: a text without a word stands for one that is not known.
  std::vector<std::int64_t> tokens_of(const std::string& text) const;

  text::WordTokenizer tokenizer_;
  TextChoice choice_;
};

}  // namespace maas::encoders
