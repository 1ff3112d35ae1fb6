#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "privacy/kinds.h"
#include "privacy/names.h"

namespace maas::privacy {

/// Finds personal data in text of any encoding that extends ASCII, in one pass, in every spelling
/// that Unicode has for it. What has been masked already is passed over. Thread-safe.
class Finder {
 public:
  explicit Finder(Kinds kinds, Names names = {}) : kinds_(kinds), names_(std::move(names)) {}

  /// Puts the matches in the order of the text, none overlapping another, in place of `matches`.
  void find(std::string_view whole, std::vector<Match>& matches) const;

 private:
  void find_between(std::string_view text, std::size_t from, std::vector<Match>& matches) const;
  Match match_at(std::string_view text, std::size_t at) const;
  Match number_at(std::string_view text, std::size_t at) const;
  Match word_at(std::string_view text, std::size_t at) const;

  Kinds kinds_;
  Names names_;
};

}  // namespace maas::privacy
