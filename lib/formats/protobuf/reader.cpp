#include "formats/protobuf/reader.h"

#include <cstring>

#include "formats/protobuf/wire.h"
#include "maas/error.h"

namespace maas::formats {

void ProtoReader::fail_here(std::string_view what) const {
  fail(ErrorCode::kInvalidData, "'{}': broken protobuf at byte {} of {}: {}", origin_,
       size_ - rest_.size(), size_, what);
}

std::string_view ProtoReader::take(std::uint64_t size) {
  if (size > rest_.size()) fail_here(fmt::format("{} bytes are missing", size - rest_.size()));
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

std::uint64_t ProtoReader::read_varint() {
  std::uint64_t value = 0;
  if (!take_varint(rest_, value)) fail_here("a varint is truncated or longer than 10 bytes");
  return value;
}

std::uint64_t ProtoReader::read_fixed(std::size_t size) {
  std::uint64_t value = 0;
  std::memcpy(&value, take(size).data(), size);
  return value;
}

bool ProtoReader::next(ProtoField& field) {
  if (rest_.empty()) return false;
  const std::uint64_t tag = read_varint();
  const std::uint64_t number = tag >> kTagShift;
  if (number == 0 || number > kMaxField) fail_here(fmt::format("field number {}", number));
  field = {.number = static_cast<int>(number)};
  switch (tag & ((1U << kTagShift) - 1)) {
    case kVarint:
      field.integer = read_varint();
      return true;
    case kFixed64:
      field.integer = read_fixed(sizeof(std::uint64_t));
      return true;
    case kFixed32:
      field.integer = read_fixed(sizeof(std::uint32_t));
      return true;
    case kLengthDelimited:
      field.bytes = take(read_varint());
      field.has_bytes = true;
      return true;
    default:
      fail_here(fmt::format("tag {} has a wire type that is not in use", tag));
  }
}

std::vector<std::int64_t> unpacked_integers(std::string_view bytes, std::string_view origin) {
  std::vector<std::int64_t> values;
  std::uint64_t value = 0;
  while (!bytes.empty()) {
    if (!take_varint(bytes, value)) {
      fail(ErrorCode::kInvalidData, "'{}': broken protobuf: a packed field is truncated", origin);
    }
    values.push_back(static_cast<std::int64_t>(value));
  }
  return values;
}

}  // namespace maas::formats
