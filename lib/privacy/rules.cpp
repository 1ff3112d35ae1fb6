#include "privacy/rules.h"

#include <algorithm>

#include "base/strings.h"
#include "maas/error.h"
#include "privacy/text.h"

namespace maas::privacy {
namespace {

Kind parse_kind(std::string_view flag, const std::string& text) {
  const auto* const found = std::find(kKindNames.begin(), kKindNames.end(), text);
  if (found != kKindNames.end()) return static_cast<Kind>(found - kKindNames.begin());
  const std::vector<std::string> names(kKindNames.begin(), kKindNames.end());
  throw failure_with_hint(ErrorCode::kUsage, base::did_you_mean(text, names),
                          "{}: there is no kind '{}', there are {}", flag, text, base::join(names));
}

Kinds kinds_of(const MaskRequest& request) {
  Kinds kinds;
  for (const std::string& name : request.kinds) kinds.add(parse_kind("--kinds", name));
  return kinds;
}

/// Reads `COLUMN=KIND`; a column's name may hold `=`.
std::pair<std::string, Kind> parse_whole(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  if (equals == text.npos || equals == 0) {
    fail(ErrorCode::kUsage, "--whole: '{}' is not written COLUMN=KIND", text);
  }
  return {text.substr(0, equals), parse_kind("--whole", text.substr(equals + 1))};
}

}  // namespace

Key key_of(const MaskRequest& request, Progress& progress) {
  if (request.key.empty()) {
    constexpr std::size_t kDrawnBytes = 32;
    if (!request.dry_run) {
      progress.warn("the tokens will match those of no other run: no --key-file is given");
    }
    return {base::random_bytes(kDrawnBytes), true};
  }
  if (is_open_to_others(request.key)) {
    progress.warn(
        fmt::format("others may read '{}', and guess with it what the tokens stand for: "
                    "chmod 600 keeps it to you",
                    request.key.string()));
  }
  return {read_key(request.key), false};
}

Rules rules_of(const MaskRequest& request, const Key& key) {
  const Kinds kinds = kinds_of(request);
  Names names;
  if (!request.names.empty()) names = read_names(request.names);
  Rules rules{.finder = Finder(kinds, std::move(names)), .tokens = Tokens(key.bytes)};
  rules.columns = {request.columns.begin(), request.columns.end()};
  for (const std::string& text : request.whole) rules.whole.insert(parse_whole(text));
  return rules;
}

void check_all_found(const Rules& rules, const std::set<std::string, std::less<>>& found,
                     const std::string& source) {
  std::set<std::string, std::less<>> named = rules.columns;
  for (const auto& [column, kind] : rules.whole) named.insert(column);
  for (const std::string& column : named) {
    if (found.contains(column)) continue;
    throw failure_with_hint(ErrorCode::kUsage, "keys of JSON are written as a path: user.phones[]",
                            "there is no column '{}' in '{}'", column, source);
  }
}

std::string masked_text(const std::string& text, const Rules& rules) {
  return TextMasker(rules).mask({text}).bytes;
}

}  // namespace maas::privacy
