#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "text/tokenizer/part.h"
#include "text/tokenizer/tokenizer.h"

namespace maas::text {

/// An encoding that more may be done to.
struct Draft {
  /// What an added token took of the text, of which its content is a part.
  struct Taken {
    std::size_t index;  ///< among the ids
    std::string text;
  };

  Encoding encoding;
  std::vector<Taken> taken;  ///< in order; only with offsets
  bool has_offsets = false;

  void add(std::int32_t id, const Encoding::Span& span);
};

/// Adds what surrounds a text, and takes spaces out of offsets.
class PostProcessor {
 public:
  virtual ~PostProcessor() = default;
  /// @param special  add tokens
  /// @param token  tells tokens by their ids
  virtual void apply(Draft& draft, bool special,
                     const std::function<std::string_view(std::int32_t)>& token) const = 0;
  /// Returns the largest id that it adds; -1 if it adds none.
  virtual std::int32_t largest_id() const { return -1; }
};

/// Reads a `post_processor`. Of templates that for one text is used.
/// @throws Error kInvalidData
std::unique_ptr<PostProcessor> make_post_processor(const Part& part);

// Of some types each; null if it is none of them.
std::unique_ptr<PostProcessor> make_template(const Part& part);

/// Puts other tokens around those of a draft, whose places it moves.
void surround(Draft& draft, const std::vector<std::int32_t>& before,
              const std::vector<std::int32_t>& behind);

}  // namespace maas::text
