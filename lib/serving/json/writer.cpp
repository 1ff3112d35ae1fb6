#include "serving/json/writer.h"

#include <charconv>
#include <cmath>

#include "maas/error.h"

namespace maas::serving::json {
namespace {

/// Room for any number of the types written here, and a comma.
constexpr std::size_t kNumberRoom = 25;

unsigned byte_at(std::string_view text, std::size_t index) {
  return index < text.size() ? static_cast<unsigned char>(text[index]) : 0;
}

bool is_continuation(unsigned byte, unsigned least = 0x80, unsigned most = 0xBF) {
  return byte >= least && byte <= most;
}

/// Returns the length of the well-formed UTF-8 sequence at the start of `text`, or 0.
/// Source: the Unicode Standard 15, table 3-7.
std::size_t sequence_length(std::string_view text) {
  const unsigned lead = byte_at(text, 0);
  const unsigned second = byte_at(text, 1);
  const bool third = is_continuation(byte_at(text, 2));
  const bool fourth = is_continuation(byte_at(text, 3));
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return is_continuation(second) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned least = lead == 0xE0 ? 0xA0 : 0x80;
    const unsigned most = lead == 0xED ? 0x9F : 0xBF;
    return is_continuation(second, least, most) && third ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned least = lead == 0xF0 ? 0x90 : 0x80;
    const unsigned most = lead == 0xF4 ? 0x8F : 0xBF;
    return is_continuation(second, least, most) && third && fourth ? 4 : 0;
  }
  return 0;
}

/// Appends `[a,b,...]`; `write(position, end, value)` writes one value and returns its end.
template <class Value, class Write>
void append_array(std::string& out, std::span<const Value> values, Write write) {
  const std::size_t start = out.size();
  out.resize(start + 2 + values.size() * kNumberRoom);
  char* position = out.data() + start;
  char* const end = out.data() + out.size();
  *position++ = '[';
  for (const Value& value : values) {
    if (position[-1] != '[') *position++ = ',';
    position = write(position, end, value);
  }
  *position++ = ']';
  out.resize(static_cast<std::size_t>(position - out.data()));
}

template <class Value>
char* write_number(char* position, char* end, Value value) {
  return std::to_chars(position, end, value).ptr;
}

template <class Value>
char* write_finite(char* position, char* end, Value value) {
  if (!std::isfinite(value)) fail(ErrorCode::kInternal, "JSON cannot hold the value {}", value);
  return write_number(position, end, value);
}

}  // namespace

Writer& Writer::key(std::string_view name) {
  text(name);
  out_ += ':';
  return *this;
}

Writer& Writer::text(std::string_view value) {
  separate();
  quote(value);
  return *this;
}

Writer& Writer::integer(std::int64_t value) {
  separate();
  char digits[kNumberRoom];
  out_.append(digits, write_number(digits, digits + kNumberRoom, value));
  return *this;
}

Writer& Writer::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
  return *this;
}

Writer& Writer::array(std::span<const float> values) {
  separate();
  append_array(out_, values, write_finite<float>);
  return *this;
}

Writer& Writer::array(std::span<const double> values) {
  separate();
  append_array(out_, values, write_finite<double>);
  return *this;
}

Writer& Writer::array(std::span<const std::uint8_t> values) {
  separate();
  append_array(out_, values, write_number<std::uint8_t>);
  return *this;
}

Writer& Writer::array(std::span<const std::int64_t> values) {
  separate();
  append_array(out_, values, write_number<std::int64_t>);
  return *this;
}

Writer& Writer::array(std::span<const std::string> values) {
  begin_array();
  for (const std::string& value : values) text(value);
  return end_array();
}

Writer& Writer::open(char bracket) {
  separate();
  out_ += bracket;
  return *this;
}

/// Writes a comma where the text so far ends with a value. No value ends with an opening bracket
/// or a colon, for texts end with their quote.
void Writer::separate() {
  if (out_.size() == start_) return;
  const char last = out_.back();
  if (last != '{' && last != '[' && last != ':') out_ += ',';
}

void Writer::quote(std::string_view value) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out_ += '"';
  while (!value.empty()) {
    const auto byte = static_cast<unsigned char>(value.front());
    std::size_t length = sequence_length(value);
    if (length == 0) {
      out_ += "\xEF\xBF\xBD";
      length = 1;
    } else if (byte == '"' || byte == '\\') {
      out_ += '\\';
      out_ += value.front();
    } else if (byte < 0x20) {
      out_ += "\\u00";
      out_ += kHex[byte >> 4];
      out_ += kHex[byte & 15];
    } else {
      out_ += value.substr(0, length);
    }
    value.remove_prefix(length);
  }
  out_ += '"';
}

}  // namespace maas::serving::json
