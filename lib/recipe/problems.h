#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "recipe/source.h"

namespace maas::recipe {

/// Something wrong at a place.
struct Problem {
  Position where;
  std::string message;
  std::string hint;  ///< what to do about it, e.g. "did you mean 'optim.lr'?"
};

/// Everything that is wrong with a recipe, so that it can be said at once.
class Problems {
 public:
  void add(Position where, std::string message, std::string hint = {});

  bool empty() const { return problems_.empty(); }
  const std::vector<Problem>& all() const { return problems_; }

  /// Returns all problems in the order of their places, each as
  /// `file:line:column: error: message`, the source line and a caret with the hint, and a last
  /// line `N errors; nothing was written`.
  std::string render() const;

  /// @throws Error kInvalidRecipe with the rendered problems, or kUsage if flags alone are to
  ///   blame; nothing happens if there are none
  void throw_if_any() const;

 private:
  std::vector<Problem> problems_;
};

/// Returns `parent.key`, or `key` at the top.
std::string join_path(std::string_view parent, std::string_view key);

/// Returns "expected one of a, b, c, ..." for not too many of the keys.
std::string expected_one_of(const std::vector<std::string>& keys);

}  // namespace maas::recipe
