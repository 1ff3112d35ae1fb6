#include "formats/protobuf/writer.h"

#include "formats/protobuf/wire.h"

namespace maas::formats {
namespace {

std::string_view characters(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

void ProtoWriter::append(std::string_view bytes) {
  if (pieces_.empty() || !pieces_.back().borrowed.empty()) pieces_.emplace_back();
  pieces_.back().own += bytes;
  size_ += bytes.size();
}

void ProtoWriter::append_borrowed(std::string_view bytes) {
  if (pieces_.empty() || !pieces_.back().borrowed.empty()) pieces_.emplace_back();
  pieces_.back().borrowed = bytes;
  size_ += bytes.size();
}

void ProtoWriter::append_varint(std::uint64_t value) {
  std::string bytes;
  for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
  append(bytes += static_cast<char>(value));
}

void ProtoWriter::append_tag(int field, int wire_type) {
  append_varint(static_cast<std::uint64_t>(field) << kTagShift |
                static_cast<std::uint64_t>(wire_type));
}

void ProtoWriter::start_bytes(int field, std::uint64_t size) {
  append_tag(field, kLengthDelimited);
  append_varint(size);
}

void ProtoWriter::integer(int field, std::int64_t value) {
  append_tag(field, kVarint);
  append_varint(static_cast<std::uint64_t>(value));
}

void ProtoWriter::real(int field, float value) {
  append_tag(field, kFixed32);
  append(characters(std::as_bytes(std::span(&value, 1))));
}

void ProtoWriter::real64(int field, double value) {
  append_tag(field, kFixed64);
  append(characters(std::as_bytes(std::span(&value, 1))));
}

void ProtoWriter::text(int field, std::string_view bytes) {
  start_bytes(field, bytes.size());
  append(bytes);
}

void ProtoWriter::borrowed(int field, std::span<const std::byte> bytes) {
  start_bytes(field, bytes.size());
  append_borrowed(characters(bytes));
}

void ProtoWriter::message(int field, const ProtoWriter& nested) {
  start_bytes(field, nested.size_);
  for (const Piece& piece : nested.pieces_) {
    append(piece.own);
    append_borrowed(piece.borrowed);
  }
}

void ProtoWriter::packed_integers(int field, std::span<const std::int64_t> values) {
  if (values.empty()) return;
  ProtoWriter packed;
  for (const std::int64_t value : values) packed.append_varint(static_cast<std::uint64_t>(value));
  message(field, packed);
}

void ProtoWriter::packed_reals(int field, std::span<const float> values) {
  if (!values.empty()) text(field, characters(std::as_bytes(values)));
}

void ProtoWriter::write_to(const std::function<void(std::string_view)>& sink) const {
  for (const Piece& piece : pieces_) {
    sink(piece.own);
    sink(piece.borrowed);
  }
}

std::string ProtoWriter::to_string() const {
  std::string bytes;
  bytes.reserve(size_);
  write_to([&bytes](std::string_view piece) { bytes += piece; });
  return bytes;
}

}  // namespace maas::formats
