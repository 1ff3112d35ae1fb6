#include "data/class_names.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "base/strings.h"
#include "base/unicode.h"
#include "maas/error.h"

namespace maas::data {
namespace {

/// Finds the classes that names stand for.
class ClassFinder {
 public:
  explicit ClassFinder(const std::vector<std::string>& classes) : classes_(classes) {
    for (std::size_t i = 0; i < classes.size(); ++i) {
      by_spelling_[base::case_folded(classes[i])].push_back(i);
    }
  }

  std::optional<std::size_t> find(const std::string& name) const {
    const auto same = std::find(classes_.begin(), classes_.end(), name);
    if (same != classes_.end()) return static_cast<std::size_t>(same - classes_.begin());
    const auto alike = by_spelling_.find(base::case_folded(name));
    if (alike == by_spelling_.end() || alike->second.size() > 1) return std::nullopt;
    return alike->second.front();
  }

 private:
  const std::vector<std::string>& classes_;
  std::map<std::string, std::vector<std::size_t>> by_spelling_;
};

/// Returns a name, and its bytes where two that look alike may differ.
std::string told_apart(const std::string& name) {
  std::string bytes;
  for (const char c : name) {
    const bool is_plain = c >= ' ' && c <= '~';
    bytes += is_plain ? std::string(1, c) : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
  return bytes == name ? fmt::format("'{}'", name) : fmt::format("'{}' ({})", name, bytes);
}

[[noreturn]] void refuse(const std::string& name, std::string_view what,
                         const std::vector<std::string>& classes, std::string_view whose) {
  std::vector<std::string> known;
  for (const std::string& each : classes) known.push_back(told_apart(each));
  throw failure_with_hint(ErrorCode::kInvalidData, base::did_you_mean(name, classes),
                          "{}: the class {} is none of those of {}: {}", what, told_apart(name),
                          whose, base::join(known));
}

}  // namespace

std::vector<std::int64_t> matched_classes(const Dataset& set,
                                          const std::vector<std::string>& classes,
                                          std::string_view what, std::string_view whose) {
  std::vector<std::int64_t> matched(set.classes().size());
  std::iota(matched.begin(), matched.end(), 0);
  if (set.classes() == classes) return matched;
  const ClassFinder finder(classes);
  matched.clear();
  std::map<std::size_t, std::string> taken;
  for (const std::string& name : set.classes()) {
    const auto found = finder.find(name);
    if (!found) refuse(name, what, classes, whose);
    const auto [before, is_new] = taken.emplace(*found, name);
    if (!is_new) {
      fail(ErrorCode::kInvalidData, "{}: '{}' and '{}' both stand for the class '{}' of {}", what,
           before->second, name, classes[*found], whose);
    }
    matched.push_back(static_cast<std::int64_t>(*found));
  }
  return matched;
}

}  // namespace maas::data
