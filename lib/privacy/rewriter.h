#pragma once

#include <string_view>
#include <vector>

#include "privacy/masker.h"

namespace maas::privacy {

/// Copies bytes with tokens in the place of personal data.
class Rewriter {
 public:
  /// @param bytes  what is copied; it and the rules must outlive the object
  Rewriter(std::string_view bytes, const Rules& rules, Masked& masked)
      : bytes_(bytes), rules_(rules), tokens_(rules.tokens), masked_(masked) {
    masked.bytes.reserve(bytes.size() + bytes.size() / 4);
  }

  /// Masks a part of the bytes, which lies behind what was masked before.
  void mask(std::string_view part, std::string_view column);

  /// Replaces a part by the token of `value`, which is how the part reads.
  void replace(std::string_view part, std::string_view value, Kind kind, std::string_view column);

  /// Replaces the whole of a part, unless it is empty or a token already.
  void replace_whole(std::string_view part, std::string_view value, Kind kind,
                     std::string_view column);

  /// Replaces a number or boolean of JSON by a string that holds the token of it.
  void replace_bare(std::string_view part, Kind kind, std::string_view column);

  /// Counts what would have been masked if it were not kept.
  void keep(std::string_view part, std::string_view column);

  /// Copies what is left.
  void finish() { masked_.bytes.append(bytes_, copied_); }

 private:
  void copy_until(std::string_view part);

  std::string_view bytes_;
  const Rules& rules_;
  Tokens tokens_;
  Masked& masked_;
  std::size_t copied_ = 0;
  std::vector<Match> matches_;
};

}  // namespace maas::privacy
