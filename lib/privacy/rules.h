#pragma once

#include <string>
#include <string_view>

#include "privacy/mask.h"
#include "privacy/masker.h"

namespace maas::privacy {

/// A key, and whether it was drawn for this run.
struct Key {
  std::string bytes;
  bool is_drawn = false;
};

/// Reads the key, or draws one and says what that means.
/// @throws Error kNotFound, kIo, kInvalidData (too short)
Key key_of(const MaskRequest& request, Progress& progress);

/// @throws Error kUsage for an unknown kind, and for names without a list; kNotFound, kIo,
///   kInvalidData (an empty list of names)
Rules rules_of(const MaskRequest& request, const Key& key);

/// Makes sure that every column which the rules name was found: one that is misspelt must not leave
/// its values as they are.
/// @param source  what was looked through
/// @throws Error kUsage
void check_all_found(const Rules& rules, const std::set<std::string, std::less<>>& found,
                     const std::string& source);

/// Returns a text as its masked copy reads.
std::string masked_text(const std::string& text, const Rules& rules);

}  // namespace maas::privacy
