#pragma once

#include <optional>

#include "encoders/encoder.h"
#include "encoders/tokens/stream.h"
#include "text/character_tokenizer.h"

namespace maas::encoders {

/// Texts as one stream of the numbers of their characters, by a vocabulary of the training texts
/// that is published as `tokenizer.json`. Between two texts is an empty line.
class TokenEncoder final : public Encoder {
 public:
  /// @param context  tokens that a network reads at the most, if no model tells
  /// @throws Error kNotFound, kInvalidData if the model's files are missing or malformed;
  ///   kInvalidData if a training text is broken
  TokenEncoder(const Basis& basis, std::int64_t context);

  const text::CharacterTokenizer& tokenizer() const { return tokenizer_; }
  std::int64_t context() const { return context_; }

  /// Returns a set's texts as windows.
  /// @param what  the set, for messages
  /// @throws Error kInvalidData if they do not fill one; if one is broken
  std::shared_ptr<const TokenStream> stream(const data::Dataset& set, Use use,
                                            std::string_view what) const;

  std::string_view part() const override { return tensor::part::kIds; }
  std::vector<std::int64_t> shape() const override { return {context_}; }
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
  text::CharacterTokenizer tokenizer_;
  std::int64_t context_;
};

}  // namespace maas::encoders
