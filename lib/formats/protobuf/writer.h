#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The protobuf wire format: https://protobuf.dev/programming-guides/encoding
namespace maas::formats {

/// A message that is being written, field by field in the order of the calls.
///
/// Large byte fields may be borrowed: they are copied only when the message is written out.
class ProtoWriter {
 public:
  /// An int32, int64, uint64, bool or enum field.
  void integer(int field, std::int64_t value);
  /// A float field.
  void real(int field, float value);
  /// A double field.
  void real64(int field, double value);
  /// A string or bytes field.
  void text(int field, std::string_view bytes);
  /// A bytes field whose bytes must live until the message is written out.
  void borrowed(int field, std::span<const std::byte> bytes);
  /// A field that is itself a message.
  void message(int field, const ProtoWriter& nested);
  /// A packed repeated int32, int64, uint64, bool or enum field; nothing if there are no values.
  void packed_integers(int field, std::span<const std::int64_t> values);
  /// A packed repeated float field; nothing if there are no values.
  void packed_reals(int field, std::span<const float> values);

  /// Size of the message in bytes.
  std::uint64_t size() const { return size_; }
  /// Hands the message's bytes over piece by piece.
  void write_to(const std::function<void(std::string_view)>& sink) const;
  std::string to_string() const;

 private:
  /// Bytes of our own, then borrowed ones.
  struct Piece {
    std::string own{};
    std::string_view borrowed{};
  };

  void append(std::string_view bytes);
  void append_varint(std::uint64_t value);
  void append_tag(int field, int wire_type);
  void append_borrowed(std::string_view bytes);
  void start_bytes(int field, std::uint64_t size);

  std::vector<Piece> pieces_;
  std::uint64_t size_ = 0;
};

}  // namespace maas::formats
