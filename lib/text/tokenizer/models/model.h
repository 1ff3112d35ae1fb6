#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "text/tokenizer/models/vocabulary.h"
#include "text/tokenizer/part.h"

namespace maas::text {

/// A token of a word, and which of its bytes it stands for.
struct WordToken {
  std::int32_t id;
  std::uint32_t from;
  std::uint32_t to;
};

/// Cuts words into tokens.
class Model {
 public:
  virtual ~Model() = default;

  /// Appends the tokens of a word that is not empty.
  /// @throws Error kInvalidData if there is none and the model has no unknown one
  virtual void cut(std::string_view word, std::vector<WordToken>& tokens) const = 0;

  /// Asks for words as the bytes themselves instead of the characters that stand for them.
  /// @returns false if the model cannot, so that words must be rewritten
  virtual bool take_bytes() { return false; }

  const Vocabulary& vocabulary() const { return vocabulary_; }

 protected:
  explicit Model(Vocabulary vocabulary) : vocabulary_(std::move(vocabulary)) {}
  Vocabulary vocabulary_;
};

/// Reads `model`.
/// @throws Error kInvalidData
std::unique_ptr<Model> make_model(const Part& part);

// Of one type each.
std::unique_ptr<Model> make_bpe(const Part& part);
std::unique_ptr<Model> make_word_piece(const Part& part);
std::unique_ptr<Model> make_word_level(const Part& part);
std::unique_ptr<Model> make_unigram(const Part& part);

/// Reads `vocab`, an object of ids by tokens.
/// @throws Error kInvalidData if ids are no numbers, repeated or out of proportion
Vocabulary read_vocabulary(const Part& part);

/// Makes sure that looking for tokens at each place of a text takes a bounded time there.
/// @throws Error kInvalidData
void refuse_long_tokens(const Vocabulary& vocabulary, const Part& part);

}  // namespace maas::text
