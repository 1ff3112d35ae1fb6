#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "maas/fields.h"

/// The texts of scalar values, as YAML 1.2's core schema and the units of recipes have them.
namespace maas::recipe {

inline constexpr std::string_view kNotANumber = ".nan";

/// Whether a plain scalar means null.
bool is_null_word(std::string_view text);

std::optional<bool> parse_bool(std::string_view text);
/// Decimal, 0x and 0o; absent if it is none or does not fit 64 bits.
std::optional<std::int64_t> parse_integer(std::string_view text);
/// A finite number, `.inf` or `-.inf`.
std::optional<double> parse_real(std::string_view text);

/// A value with a unit, or what is wrong with its text.
template <class Value>
struct Parsed {
  std::optional<Value> value;
  std::string complaint;  ///< e.g. "unit missing: write 50step, 50epoch or 50tok"
};

Parsed<Span> parse_span(std::string_view text);
Parsed<Duration> parse_duration(std::string_view text);

/// Regular expressions (ECMA 262) of the texts that `parse_span` and `parse_duration` take.
std::string span_pattern();
std::string duration_pattern();

/// Each `format` gives a short text that its `parse` reads back as the same value. A NaN, which
/// only reports hold, becomes `kNotANumber`.
std::string format_bool(bool value);
std::string format_real(double value);
std::string format_span(const Span& span);
std::string format_duration(const Duration& duration);

/// Returns e.g. "at least 1", "between 0 and 1" or "above 0 and at most 1".
std::string format_range(const Range& range);

}  // namespace maas::recipe
