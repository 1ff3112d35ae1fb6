#include "report/depfile.h"

#include <set>
#include <string_view>

#include "base/files.h"
#include "maas/error.h"

namespace maas::report {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSpecial = " \t#:*?[";      ///< everywhere
constexpr std::string_view kSpecialInTargets = "%";    ///< of a rule without pattern
constexpr std::string_view kSpecialInFiles = "|";      ///< divides prerequisites
constexpr std::string_view kInexpressible = "\n\r;=";  ///< cannot be escaped

/// Backslashes before what is escaped are doubled; others stand for themselves.
std::string escaped(const std::string& path, std::string_view further) {
  if (!can_be_named(path)) {
    fail(ErrorCode::kCannotCreate, "no Makefile can name the path '{}'", path);
  }
  std::string text;
  for (const char c : path) {
    if (c == '$') text += '$';
    if (kSpecial.find(c) != kSpecial.npos || further.find(c) != further.npos) {
      const std::size_t backslashes = text.size() - (text.find_last_not_of('\\') + 1);
      text.append(backslashes + 1, '\\');
    }
    text += c;
  }
  return text;
}

/// As a Makefile names it.
std::string named(const fs::path& path) {
  const fs::path whole = fs::absolute(path).lexically_normal();
  const fs::path below = whole.lexically_relative(fs::current_path());
  return base::stays_below(below) ? below.string() : whole.string();
}

}  // namespace

bool can_be_named(const fs::path& path) {
  const std::string text = path.string();
  // A backslash at the end would escape what ends the path.
  return text.find_first_of(kInexpressible) == text.npos && !text.ends_with('\\');
}

std::string depfile(const std::vector<std::string>& targets, const std::vector<fs::path>& files) {
  std::set<std::string> names;
  for (const fs::path& file : files) names.insert(named(file));
  std::string text;
  for (const std::string& target : targets)
    text += (text.empty() ? "" : " ") + escaped(target, kSpecialInTargets);
  text += ":";
  for (const std::string& name : names) text += " \\\n  " + escaped(name, kSpecialInFiles);
  text += "\n";
  for (const std::string& name : names) text += "\n" + escaped(name, kSpecialInTargets) + ":\n";
  return text;
}

}  // namespace maas::report
