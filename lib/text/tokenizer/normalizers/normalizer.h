#pragma once

#include <functional>
#include <memory>

#include "text/tokenizer/aligned_text.h"
#include "text/tokenizer/part.h"

namespace maas::text {

/// Changes a text before it is cut.
class Normalizer {
 public:
  virtual ~Normalizer() = default;
  /// @throws Error kInvalidData if the text would outgrow its bounds
  virtual void apply(AlignedText& text) const = 0;
};

/// Reads a `normalizer`.
/// @throws Error kInvalidData
std::unique_ptr<Normalizer> make_normalizer(const Part& part);

// Of one type each; null if it is none of them.
std::unique_ptr<Normalizer> make_character_normalizer(const Part& part);
std::unique_ptr<Normalizer> make_text_normalizer(const Part& part);
std::unique_ptr<Normalizer> make_precompiled(const Part& part);

/// Leaves out the characters that `drops` says.
void drop_characters(AlignedText& text, bool (*drops)(char32_t));
/// Puts another character in the place of each.
void map_characters(AlignedText& text, char32_t (*map)(char32_t));
void lower_case(AlignedText& text);

}  // namespace maas::text
