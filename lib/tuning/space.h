#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The search space: which keys of a recipe are tried with which values.
namespace maas::tuning {

/// One key and the values that it may have.
struct Axis {
  enum class Kind { kUniform, kLog, kInteger, kChoice };

  std::string key;
  std::string text;  ///< as it was written: `optim.lr=log(1e-4,1e-1)`
  Kind kind = Kind::kChoice;
  double low = 0;  ///< of a range, included
  double high = 0;
  std::int64_t points = 0;             ///< of a range in a grid; 0: not said
  std::vector<std::string> choices{};  ///< YAML of each value of a list

  bool is_range() const { return kind != Kind::kChoice; }
};

using Space = std::vector<Axis>;

/// Reads axes `key=log(a,b)`, `key=uniform(a,b)`, `key=int(a,b)` and `key=[a,b,...]`; a range may
/// have a third argument, its points in a grid.
///
/// @param pieces  several axes with commas between, which may have been cut at any comma
/// @throws Error kUsage for what is none of these, an empty or inverted range, a logarithmic range
///   that does not begin above 0, an empty list, a key that is there twice
Space parse_space(const std::vector<std::string>& pieces);

/// Returns the value at `share` of the way along an axis, in [0, 1). Real numbers are rounded to
/// four digits.
std::string value_at(const Axis& axis, double share);

/// Returns an axis's values in a grid.
/// @throws Error kUsage for a range of real numbers without points
std::vector<std::string> grid_values(const Axis& axis);

/// Returns the values that show whether an axis suits its key: all of a list, both ends of a range.
std::vector<std::string> telling_values(const Axis& axis);

}  // namespace maas::tuning
