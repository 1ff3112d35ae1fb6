#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace maas::serving::json {

/// Appends one JSON document to a text that the caller keeps and reuses; commas are its business.
///
/// Bytes that are not UTF-8 come out as U+FFFD, so that what is written is always JSON.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out), start_(out.size()) {}

  Writer& begin_object() { return open('{'); }
  Writer& end_object() { return out_ += '}', *this; }
  Writer& begin_array() { return open('['); }
  Writer& end_array() { return out_ += ']', *this; }

  Writer& key(std::string_view name);
  Writer& text(std::string_view value);
  Writer& integer(std::int64_t value);
  Writer& boolean(bool value);

  /// Writes a flat array, each number as the shortest text that reads back as the same.
  /// @throws Error kInternal if a number is NaN or infinite, which JSON cannot hold
  Writer& array(std::span<const float> values);
  Writer& array(std::span<const double> values);
  Writer& array(std::span<const std::uint8_t> values);
  Writer& array(std::span<const std::int64_t> values);
  Writer& array(std::span<const std::string> values);

 private:
  Writer& open(char bracket);
  void separate();
  void quote(std::string_view value);

  std::string& out_;
  std::size_t start_;
};

}  // namespace maas::serving::json
