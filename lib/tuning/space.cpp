#include "tuning/space.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "maas/error.h"

namespace maas::tuning {
namespace {

constexpr const char* kForms =
    "write key=log(a,b), key=uniform(a,b), key=int(a,b) or key=[a,b,...]";
constexpr double kMostPoints = 10000;

struct Function {
  std::string_view name;
  Axis::Kind kind;
};
constexpr std::array kFunctions = {Function{"log", Axis::Kind::kLog},
                                   Function{"uniform", Axis::Kind::kUniform},
                                   Function{"int", Axis::Kind::kInteger}};

/// Cuts a text at the commas that stand in no brackets.
std::vector<std::string> split_at_top(std::string_view text) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (const char letter : text) {
    if (letter == '(' || letter == '[' || letter == '{') ++depth;
    if (letter == ')' || letter == ']' || letter == '}') --depth;
    if (letter == ',' && depth == 0)
      parts.emplace_back();
    else
      parts.back() += letter;
  }
  for (std::string& part : parts) part = base::trim(part);
  return parts;
}

/// Reads one axis.
class AxisParser {
 public:
  explicit AxisParser(std::string text) { axis_.text = std::move(text); }

  Axis parse() {
    const std::string_view text = axis_.text;
    const std::size_t equals = text.find('=');
    if (equals == text.npos || equals == 0) refuse("has no values", kForms);
    axis_.key = base::trim(text.substr(0, equals));
    const std::string_view values = base::trim(text.substr(equals + 1));
    if (values.starts_with('[') && values.ends_with(']')) {
      parse_list(values.substr(1, values.size() - 2));
    } else {
      parse_range(values);
    }
    return std::move(axis_);
  }

 private:
  template <class... Arguments>
  [[noreturn]] void refuse(fmt::format_string<Arguments...> what, std::string hint,
                           Arguments&&... arguments) const {
    throw failure_with_hint(ErrorCode::kUsage, std::move(hint), "--space '{}' {}", axis_.text,
                            fmt::format(what, std::forward<Arguments>(arguments)...));
  }

  void parse_list(std::string_view values) {
    axis_.choices = split_at_top(values);
    const bool hole = std::any_of(axis_.choices.begin(), axis_.choices.end(),
                                  [](const std::string& choice) { return choice.empty(); });
    if (hole) refuse("has an empty value", "write at least one value: [64,128]");
  }

  void parse_range(std::string_view values) {
    const std::size_t open = values.find('(');
    if (open == values.npos || !values.ends_with(')')) refuse("has no range or list", kForms);
    axis_.kind = kind_of(values.substr(0, open));
    const std::vector<std::string> arguments =
        split_at_top(values.substr(open + 1, values.size() - open - 2));
    if (arguments.size() < 2 || arguments.size() > 3) {
      refuse("has {} arguments", "a range has two ends, and in a grid a number of points: (a,b,5)",
             arguments.size());
    }
    axis_.low = number(arguments[0]);
    axis_.high = number(arguments[1]);
    if (arguments.size() == 3) axis_.points = points(arguments[2]);
    check_range();
  }

  Axis::Kind kind_of(std::string_view name) const {
    std::vector<std::string> names;
    for (const Function& function : kFunctions) {
      if (function.name == name) return function.kind;
      names.emplace_back(function.name);
    }
    const std::string hint = base::did_you_mean(name, names);
    refuse("has no range called '{}'", hint.empty() ? kForms : hint, name);
  }

  double number(const std::string& text) const {
    double value = 0;
    if (!base::parse_number(text, value) || !std::isfinite(value)) {
      refuse("begins or ends at '{}', which is no number", "write e.g. log(1e-4,1e-1)", text);
    }
    return value;
  }

  std::int64_t points(const std::string& text) const {
    const double value = number(text);
    if (value != std::floor(value) || value < 2 || value > kMostPoints) {
      refuse("has {} points, which must be an integer from 2 to {:.0f}", "", text, kMostPoints);
    }
    return static_cast<std::int64_t>(value);
  }

  void check_range() const {
    if (axis_.low >= axis_.high) {
      refuse("is an empty range: {:g} is not below {:g}", "write the lower end first", axis_.low,
             axis_.high);
    }
    if (axis_.kind == Axis::Kind::kLog && axis_.low <= 0) {
      refuse("begins at {:g}: a logarithmic range begins above 0", "write uniform(a,b)", axis_.low);
    }
    const bool fractions =
        axis_.low != std::floor(axis_.low) || axis_.high != std::floor(axis_.high);
    if (axis_.kind == Axis::Kind::kInteger && fractions) {
      refuse("has an end that is no integer", "write uniform(a,b)");
    }
  }

  Axis axis_;
};

/// Four significant digits, but never beyond the ends.
std::string rounded(const Axis& axis, double value) {
  const double short_value = std::stod(fmt::format("{:.3e}", value));
  return base::shortest(std::clamp(short_value, axis.low, axis.high));
}

/// Never in the form 1e+05, which is no integer in a recipe.
std::string integer(double value) {
  return fmt::format("{:.0f}", value);
}

/// The value of a range at `share` of the way, both ends included.
std::string along(const Axis& axis, double share) {
  if (axis.kind == Axis::Kind::kLog) {
    return rounded(axis, axis.low * std::pow(axis.high / axis.low, share));
  }
  const double value = axis.low + share * (axis.high - axis.low);
  return axis.kind == Axis::Kind::kInteger ? integer(std::round(value)) : rounded(axis, value);
}

}  // namespace

Space parse_space(const std::vector<std::string>& pieces) {
  if (pieces.empty()) {
    throw failure_with_hint(ErrorCode::kUsage, "--space 'optim.lr=log(1e-4,1e-1)' says what to try",
                            "there is nothing to tune");
  }
  Space space;
  for (std::string& text : split_at_top(base::join(pieces, ","))) {
    Axis axis = AxisParser(std::move(text)).parse();
    for (const Axis& other : space) {
      if (other.key != axis.key) continue;
      fail(ErrorCode::kUsage, "--space names '{}' twice: '{}' and '{}'", axis.key, other.text,
           axis.text);
    }
    space.push_back(std::move(axis));
  }
  return space;
}

std::string value_at(const Axis& axis, double share) {
  const auto index = [share](double count) { return std::floor(share * count); };
  if (axis.kind == Axis::Kind::kChoice) {
    return axis.choices[static_cast<std::size_t>(index(static_cast<double>(axis.choices.size())))];
  }
  if (axis.kind == Axis::Kind::kInteger) {
    return integer(axis.low + index(axis.high - axis.low + 1));
  }
  return along(axis, share);
}

std::vector<std::string> grid_values(const Axis& axis) {
  if (!axis.is_range()) return axis.choices;
  std::int64_t points = axis.points;
  if (points == 0 && axis.kind == Axis::Kind::kInteger && axis.high - axis.low < kMostPoints) {
    points = static_cast<std::int64_t>(axis.high - axis.low) + 1;
  }
  if (points == 0) {
    throw failure_with_hint(ErrorCode::kUsage,
                            "give a number of points as third argument, as in log(1e-4,1e-1,4)",
                            "--space '{}' has no points for a grid", axis.text);
  }
  std::vector<std::string> values;
  for (std::int64_t i = 0; i < points; ++i) {
    std::string value = along(axis, static_cast<double>(i) / static_cast<double>(points - 1));
    if (values.empty() || values.back() != value) values.push_back(std::move(value));
  }
  return values;
}

std::vector<std::string> telling_values(const Axis& axis) {
  if (!axis.is_range()) return axis.choices;
  return {along(axis, 0), along(axis, 1)};
}

}  // namespace maas::tuning
