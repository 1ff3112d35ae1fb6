#include "data/table_header.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/strings.h"
#include "base/utf8.h"
#include "data/rows.h"
#include "maas/error.h"

namespace maas::data {
namespace {

constexpr const char* kNamesFirst = "the first line must name the columns";

std::vector<std::string> names_of(const RecordWalk& walk) {
  std::vector<std::string> names;
  for (const std::string_view field : walk.record().fields) {
    names.push_back(cell_of(field, walk.bytes()));
  }
  if (names.front().empty() && std::ranges::find(names, "row") == names.end()) names[0] = "row";
  return names;
}

void require_names(const std::vector<std::string>& names, const std::string& origin) {
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) {
      throw failure_with_hint(ErrorCode::kInvalidData, kNamesFirst,
                              "'{}': column {} of {} has no name", origin, i + 1, names.size());
    }
    const auto [before, is_new] = places.emplace(names[i], i + 1);
    if (is_new) continue;
    throw failure_with_hint(ErrorCode::kInvalidData, kNamesFirst,
                            "'{}': columns {} and {} are both called '{}'", origin, before->second,
                            i + 1, base::abridged(names[i]));
  }
  const bool are_numbers = names.size() > 1 && std::ranges::all_of(names, [](const auto& name) {
                             return number_of(name).has_value();
                           });
  if (are_numbers) {
    throw failure_with_hint(ErrorCode::kInvalidData, kNamesFirst,
                            "'{}' begins with numbers alone, '{}', '{}', ..., and has no header",
                            origin, names[0], names[1]);
  }
}

}  // namespace

std::vector<std::string> read_header(RecordWalk& walk, const std::string& origin) {
  if (!walk.next()) {
    throw failure_with_hint(ErrorCode::kInvalidData, kNamesFirst, "'{}' is empty: it has no header",
                            origin);
  }
  if (walk.record().problem != formats::CsvProblem::kNone) {
    fail(ErrorCode::kInvalidData, "{}:{}: a column's name goes on behind its closing quote", origin,
         walk.line());
  }
  if (base::find_invalid_utf8(walk.bytes()) != std::string_view::npos) {
    throw failure_with_hint(ErrorCode::kInvalidData, "`iconv -f LATIN1 -t UTF-8` changes that",
                            "'{}': the names of its columns are not UTF-8", origin);
  }
  std::vector<std::string> names = names_of(walk);
  require_names(names, origin);
  return names;
}

std::vector<std::string> read_header_if_any(RecordWalk& walk, const std::string& origin) {
  RecordWalk first = walk;
  if (!first.next()) return read_header(walk, origin);
  const auto& fields = first.record().fields;
  const bool has_number = std::ranges::any_of(fields, [&](std::string_view field) {
    return number_of(cell_of(field, first.bytes())).has_value();
  });
  if (!has_number) return read_header(walk, origin);
  std::vector<std::string> names;
  for (std::size_t i = 1; i <= fields.size(); ++i) names.push_back(fmt::format("column{}", i));
  return names;
}

}  // namespace maas::data
