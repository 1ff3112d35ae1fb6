#pragma once

#include <memory>

#include "text/tokenizer/part.h"
#include "text/tokenizer/pieces.h"

namespace maas::text {

/// Cuts a text into the words that a model sees.
class PreTokenizer {
 public:
  virtual ~PreTokenizer() = default;

  virtual void cut(Pieces& pieces) const = 0;

  /// Returns whether all that it does at last is to write the bytes of words as characters.
  virtual bool writes_bytes_last() const { return false; }
  /// Asks to leave that out.
  virtual void leave_bytes() {}

  /// Returns whether it must know where pieces stand in the original text.
  virtual bool needs_places() const { return false; }
};

/// Reads a `pre_tokenizer`.
/// @throws Error kInvalidData
std::unique_ptr<PreTokenizer> make_pre_tokenizer(const Part& part);

// Of one type each.
std::unique_ptr<PreTokenizer> make_byte_level_pre_tokenizer(const Part& part);
std::unique_ptr<PreTokenizer> make_metaspace_pre_tokenizer(const Part& part);
std::unique_ptr<PreTokenizer> make_splitter(const Part& part);  ///< null if it is none

}  // namespace maas::text
