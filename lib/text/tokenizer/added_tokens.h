#pragma once

#include <optional>
#include <string>
#include <vector>

#include "text/tokenizer/automaton.h"
#include "text/tokenizer/models/model.h"
#include "text/tokenizer/normalizers/normalizer.h"

namespace maas::text {

/// A token that is found in texts before they are cut.
struct AddedToken {
  std::int32_t id;
  std::string content;
  std::string decoded;      ///< what stands for it when tokens are joined
  bool is_single_word;      ///< not found within words
  bool takes_space_before;  ///< and all of it
  bool takes_space_behind;
  bool is_normalized;  ///< looked for in normalized text, as it looks there
  bool is_special;
};

/// Reads `added_tokens`.
/// @throws Error kInvalidData if two have the same id or content, or the model says otherwise
std::vector<AddedToken> read_added_tokens(const Part& tokenizer, const Normalizer* normalizer,
                                          const Vocabulary& vocabulary);

/// Finds added tokens of one sort.
class AddedTokenFinder {
 public:
  struct Section {
    Range range;
    const AddedToken* token;  ///< null: text between them
  };

  /// @param tokens  must outlive the finder
  AddedTokenFinder(const std::vector<AddedToken>& tokens, bool in_normalized_text);

  /// Returns all of a text in order. Where a token takes space that another took, sections overlap.
  std::vector<Section> find(std::string_view text) const;

 private:
  static bool stands_alone(std::string_view text, const Range& range);

  std::vector<const AddedToken*> tokens_;
  std::optional<Automaton> automaton_;  ///< nothing if there are no tokens
};

}  // namespace maas::text
