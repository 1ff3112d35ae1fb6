#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/gguf/gguf.h"

/// GGUF files put together by hand.
namespace maas::formats::gguf_test {

template <class Number>
std::string raw(Number number) {
  return {reinterpret_cast<const char*>(&number), sizeof(number)};
}

inline std::string text(std::string_view value) {
  return raw(std::uint64_t{value.size()}) + std::string(value);
}

/// Returns a key with the bytes of its value.
inline std::string key(std::string_view name, std::uint32_t type, const std::string& value) {
  return text(name) + raw(type) + value;
}

/// Returns the value of a key that holds a list.
inline std::string list(std::uint32_t type, std::uint64_t count, const std::string& elements) {
  return raw(type) + raw(count) + elements;
}

constexpr std::uint32_t kF32 = 0;
constexpr std::uint32_t kQ4_0 = 2;

/// Returns a tensor's entry; `dimensions` in the file's order, the fastest first.
inline std::string entry(std::string_view name, const std::vector<std::uint64_t>& dimensions,
                         std::uint32_t type, std::uint64_t offset) {
  std::string bytes = text(name) + raw(static_cast<std::uint32_t>(dimensions.size()));
  for (const std::uint64_t dimension : dimensions) bytes += raw(dimension);
  return bytes + raw(type) + raw(offset);
}

struct Draft {
  std::vector<std::string> keys{};
  std::vector<std::string> entries{};
  std::size_t data = 0;  ///< bytes after the header
  std::uint32_t version = 3;
  std::size_t alignment = 32;
};

inline std::string file_of(const Draft& draft) {
  std::string bytes = "GGUF" + raw(draft.version) + raw(std::uint64_t{draft.entries.size()}) +
                      raw(std::uint64_t{draft.keys.size()});
  for (const std::string& part : draft.keys) bytes += part;
  for (const std::string& part : draft.entries) bytes += part;
  bytes.resize((bytes.size() + draft.alignment - 1) / draft.alignment * draft.alignment);
  return bytes + std::string(draft.data, '\1');
}

inline std::span<const std::byte> bytes_in(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

/// The tensors' bytes lie in `file`.
inline GgufFile parse(const std::string& file) {
  return parse_gguf(bytes_in(file), "x");
}

inline GgufFile parse_draft(const Draft& draft) {
  return parse(file_of(draft));
}

/// Returns the metadata of a file with this key.
inline GgufMetadata parse_key(std::uint32_t type, const std::string& value) {
  return parse_draft({.keys = {key("k", type, value)}}).metadata();
}

}  // namespace maas::formats::gguf_test
