#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include <fmt/format.h>

namespace maas::base {
namespace {

/// Bytes of the code point that `lead` opens, and the least code point that needs so many.
struct Form {
  std::uint8_t mask;
  std::uint8_t bits;
  std::size_t length;
  char32_t least;
};

constexpr std::array kForms = {Form{0x80, 0x00, 1, 1}, Form{0xe0, 0xc0, 2, 0x80},
                               Form{0xf0, 0xe0, 3, 0x800}, Form{0xf8, 0xf0, 4, 0x10000}};

struct Range {
  char32_t first;
  char32_t last;
};

constexpr std::array kControls = {
    Range{0x00, 0x1f},     Range{0x7f, 0x9f},     Range{0x61c, 0x61c},  Range{0x200e, 0x200f},
    Range{0x2028, 0x202e}, Range{0x2066, 0x2069}, Range{0xfeff, 0xfeff}};
constexpr std::array kCombining = {Range{0x300, 0x36f},   Range{0x1ab0, 0x1aff},
                                   Range{0x200b, 0x200d}, Range{0x20d0, 0x20ff},
                                   Range{0xfe00, 0xfe0f}, Range{0xfe20, 0xfe2f}};
constexpr std::array kWide = {
    Range{0x1100, 0x115f},   Range{0x2e80, 0x303e},   Range{0x3041, 0xa4cf},  Range{0xac00, 0xd7a3},
    Range{0xf900, 0xfaff},   Range{0xfe30, 0xfe6f},   Range{0xff00, 0xff60},  Range{0xffe0, 0xffe6},
    Range{0x1f300, 0x1f64f}, Range{0x1f900, 0x1faff}, Range{0x20000, 0x3fffd}};

template <std::size_t kCount>
bool is_in(const std::array<Range, kCount>& ranges, char32_t value) {
  return std::ranges::any_of(
      ranges, [value](const Range& range) { return range.first <= value && value <= range.last; });
}

std::size_t columns_of(const CodePoint& point) {
  if (is_in(kCombining, point.value)) return 0;
  return is_in(kWide, point.value) ? 2 : 1;
}

/// Calls `take` with each code point and its bytes; a byte that begins none is one of length 0.
template <class Take>
void for_each_code_point(std::string_view text, const Take& take) {
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const std::size_t length = std::max<std::size_t>(1, point.length);
    if (!take(point, text.substr(0, length))) return;
    text.remove_prefix(length);
  }
}

std::string escape_of(const CodePoint& point, std::string_view bytes) {
  if (bytes.size() == 1) return fmt::format("\\x{:02x}", static_cast<unsigned char>(bytes[0]));
  return fmt::format("\\u{:04x}", static_cast<std::uint32_t>(point.value));
}

}  // namespace

CodePoint first_code_point(std::string_view text) {
  if (text.empty()) return {};
  const auto lead = static_cast<std::uint8_t>(text[0]);
  for (const Form& form : kForms) {
    if ((lead & form.mask) != form.bits) continue;
    if (text.size() < form.length) return {};
    char32_t point = lead & static_cast<std::uint8_t>(~form.mask);
    for (std::size_t i = 1; i < form.length; ++i) {
      const auto next = static_cast<std::uint8_t>(text[i]);
      if ((next & 0xc0) != 0x80) return {};
      point = point << 6 | (next & 0x3f);
    }
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    if (point < form.least || point > 0x10ffff || surrogate) return {};
    return {point, form.length};
  }
  return {};
}

void append_code_point(char32_t value, std::string& text) {
  const auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (value < 0x80) return add(value);
  if (value < 0x800) {
    add(0xc0 | value >> 6);
  } else {
    if (value < 0x10000) {
      add(0xe0 | value >> 12);
    } else {
      add(0xf0 | value >> 18);
      add(0x80 | (value >> 12 & 0x3f));
    }
    add(0x80 | (value >> 6 & 0x3f));
  }
  add(0x80 | (value & 0x3f));
}

std::size_t end_of_ascii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kBeyondAscii = 0x8080808080808080;
  for (std::uint64_t eight = 0; text.size() - at >= sizeof(eight); at += sizeof(eight)) {
    std::memcpy(&eight, text.data() + at, sizeof(eight));
    if ((eight & kBeyondAscii) != 0) break;
  }
  while (at < text.size() && (text[at] & 0x80) == 0) ++at;
  return at;
}

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t found = std::string_view::npos;
  for_each_code_point(text, [&](const CodePoint& point, std::string_view bytes) {
    if (point.length == 0) found = static_cast<std::size_t>(bytes.data() - text.data());
    return point.length > 0;
  });
  return found;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for_each_code_point(text, [&](const CodePoint& point, std::string_view) {
    columns += columns_of(point);
    return true;
  });
  return columns;
}

std::string_view front_of(std::string_view text, std::size_t columns) {
  std::size_t taken = 0;
  std::size_t length = 0;
  for_each_code_point(text, [&](const CodePoint& point, std::string_view bytes) {
    taken += columns_of(point);
    if (taken > columns && length > 0) return false;
    length += bytes.size();
    return true;
  });
  return text.substr(0, length);
}

std::string printable(std::string_view text, Layout layout) {
  std::string result;
  for_each_code_point(text, [&](const CodePoint& point, std::string_view bytes) {
    const bool is_layout = bytes == "\n" || bytes == "\t";
    const bool is_plain =
        is_layout ? layout == Layout::kKept : point.length > 0 && !is_in(kControls, point.value);
    if (is_plain)
      result += bytes;
    else
      result += escape_of(point, bytes);
    return true;
  });
  return result;
}

}  // namespace maas::base
