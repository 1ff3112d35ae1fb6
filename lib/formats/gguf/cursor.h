#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "maas/error.h"

namespace maas::formats {

/// Reads the fields of a GGUF header one after the other, within the file.
class GgufCursor {
 public:
  /// `origin` names the file in errors.
  GgufCursor(std::span<const std::byte> file, std::string_view origin)
      : file_(file), origin_(origin) {}

  std::size_t position() const { return position_; }
  std::size_t left() const { return file_.size() - position_; }

  /// Returns the next bytes.
  /// @throws Error kInvalidData if the file ends before them, here and below
  std::string_view take(std::uint64_t size) {
    if (size > left()) {
      fail(ErrorCode::kInvalidData,
           "'{}': the header wants {} bytes at byte {} of a file of {}: it is cut off or damaged",
           origin_, size, position_, file_.size());
    }
    const std::size_t start = position_;
    position_ += size;
    return {reinterpret_cast<const char*>(file_.data()) + start, size};
  }

  template <class Number>
  Number number() {
    Number value{};
    std::memcpy(&value, take(sizeof(value)).data(), sizeof(value));
    return value;
  }

  std::string text() {
    const std::string_view bytes = take(number<std::uint64_t>());
    return std::string(bytes);
  }

  /// Returns the number of `things` that follow, each of at least so many bytes.
  /// @throws Error kInvalidData if the file has no room for them
  std::uint64_t count(std::uint64_t bytes_each, std::string_view things) {
    const auto value = number<std::uint64_t>();
    if (value > left() / bytes_each) {
      fail(ErrorCode::kInvalidData, "'{}': {} {} at byte {} do not fit the {} bytes of the file",
           origin_, value, things, position_, file_.size());
    }
    return value;
  }

 private:
  std::span<const std::byte> file_;
  std::string_view origin_;
  std::size_t position_ = 0;
};

}  // namespace maas::formats
