#include "recipe/problems.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "maas/error.h"

namespace maas::recipe {
namespace {

constexpr std::size_t kLongestLine = 160;

std::string_view line_of(const Source& source, int number) {
  std::string_view rest = source.text;
  for (int line = 1; line < number; ++line) {
    const std::size_t end = rest.find('\n');
    if (end == rest.npos) return {};
    rest.remove_prefix(end + 1);
  }
  std::string_view line = rest.substr(0, rest.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// Blanks as wide as `text`, tabs kept, one per code point.
std::string blanks_under(std::string_view text) {
  std::string blanks;
  for (const char c : text) {
    if (c == '\t')
      blanks += '\t';
    else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80)
      blanks += ' ';
  }
  return blanks;
}

std::string excerpt(const Problem& problem) {
  const std::string_view line = line_of(*problem.where.source, problem.where.line);
  const auto start = static_cast<std::size_t>(problem.where.column - 1);
  if (line.empty() || line.size() > kLongestLine || start > line.size()) {
    return problem.hint.empty() ? "" : fmt::format("    {}\n", problem.hint);
  }
  const auto wanted = static_cast<std::size_t>(std::max(problem.where.length, 1));
  const std::size_t width = blanks_under(line.substr(start, wanted)).size();
  return fmt::format("    {}\n    {}^{:~>{}}{}{}\n", line, blanks_under(line.substr(0, start)), "",
                     width > 1 ? width - 1 : 0, problem.hint.empty() ? "" : " ", problem.hint);
}

std::string render_one(const Problem& problem) {
  const Position& where = problem.where;
  if (where.source == nullptr) {
    return fmt::format("error: {}\n{}", problem.message,
                       problem.hint.empty() ? "" : fmt::format("    {}\n", problem.hint));
  }
  if (where.source->kind != Source::Kind::kFile) {
    return fmt::format("argument '{}': error: {}\n{}", where.source->name, problem.message,
                       problem.hint.empty() ? "" : fmt::format("    {}\n", problem.hint));
  }
  return fmt::format("{}:{}:{}: error: {}\n{}", where.source->name, std::max(where.line, 1),
                     std::max(where.column, 1), problem.message, excerpt(problem));
}

auto place(const Problem& problem) {
  const Position& where = problem.where;
  return std::tuple(where.source ? where.source->order : -1, where.line, where.column);
}

bool from_flag(const Problem& problem) {
  return problem.where.source && problem.where.source->kind == Source::Kind::kFlag;
}

}  // namespace

void Problems::add(Position where, std::string message, std::string hint) {
  problems_.push_back({std::move(where), std::move(message), std::move(hint)});
}

std::string Problems::render() const {
  std::vector<Problem> ordered = problems_;
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const Problem& a, const Problem& b) { return place(a) < place(b); });
  std::string text;
  for (const Problem& problem : ordered) text += render_one(problem);
  return text + fmt::format("{} error{}; nothing was written", ordered.size(),
                            ordered.size() == 1 ? "" : "s");
}

void Problems::throw_if_any() const {
  if (problems_.empty()) return;
  const bool flags_alone = std::all_of(problems_.begin(), problems_.end(), from_flag);
  throw Error(flags_alone ? ErrorCode::kUsage : ErrorCode::kInvalidRecipe, render());
}

std::string join_path(std::string_view parent, std::string_view key) {
  return parent.empty() ? std::string(key) : fmt::format("{}.{}", parent, key);
}

std::string expected_one_of(const std::vector<std::string>& keys) {
  constexpr std::size_t kMost = 12;
  const std::vector<std::string> first(
      keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(std::min(kMost, keys.size())));
  return fmt::format("expected one of {}{}", base::join(first), keys.size() > kMost ? ", ..." : "");
}

}  // namespace maas::recipe
