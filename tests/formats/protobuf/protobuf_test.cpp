#include <bit>
#include <limits>

#include "base/hashing.h"
#include "formats/protobuf/reader.h"
#include "formats/protobuf/writer.h"
#include "support/support.h"

namespace maas::formats {
namespace {

using namespace std::string_literals;

std::vector<ProtoField> fields_in(std::string_view message) {
  ProtoReader reader(message, "x");
  std::vector<ProtoField> fields;
  for (ProtoField field; reader.next(field);) fields.push_back(field);
  return fields;
}

TEST(ProtoWriter, WritesTheBytesOfTheSpecification) {
  ProtoWriter inner;
  inner.integer(1, 150);
  EXPECT_EQ(inner.to_string(), "\x08\x96\x01");
  ProtoWriter outer;
  outer.text(2, "testing");
  outer.message(3, inner);
  outer.packed_integers(6, std::vector<std::int64_t>{3, 270, 86942});
  EXPECT_EQ(outer.to_string(),
            "\x12\x07testing\x1a\x03\x08\x96\x01\x32\x06\x03\x8e\x02\x9e\xa7\x05"s);
}

TEST(ProtoWriter, WritesNegativeNumbersInTenBytes) {
  ProtoWriter writer;
  writer.integer(1, -1);
  EXPECT_EQ(writer.to_string(), "\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
}

TEST(ProtoWriter, WritesReals) {
  ProtoWriter writer;
  writer.real(1, 1.0F);
  writer.packed_reals(2, std::vector<float>{1.0F, -2.0F});
  EXPECT_EQ(writer.to_string(), "\x0d\0\0\x80\x3f\x12\x08\0\0\x80\x3f\0\0\0\xc0"s);
}

TEST(ProtoWriter, WritesDoublesInEightBytes) {
  ProtoWriter writer;
  writer.real64(1, -2.0);
  EXPECT_EQ(writer.to_string(), "\x09\0\0\0\0\0\0\0\xc0"s);
}

TEST(ProtoWriter, LeavesEmptyPackedFieldsOut) {
  ProtoWriter writer;
  writer.packed_integers(1, {});
  writer.packed_reals(2, {});
  EXPECT_EQ(writer.size(), 0U);
}

TEST(ProtoWriter, PutsBorrowedBytesWhereTheyBelong) {
  const std::string weights = "weights";
  ProtoWriter tensor;
  tensor.integer(1, 1);
  tensor.borrowed(2, std::as_bytes(std::span(weights)));
  tensor.borrowed(3, std::as_bytes(std::span(weights)));
  tensor.integer(4, 2);
  ProtoWriter model;
  model.message(7, tensor);
  model.message(7, tensor);
  const std::string one = "\x08\x01\x12\x07weights\x1a\x07weights\x20\x02";
  EXPECT_EQ(tensor.to_string(), one);
  EXPECT_EQ(model.to_string(), "\x3a\x16" + one + "\x3a\x16" + one);
  EXPECT_EQ(model.size(), 2 * one.size() + 4);
}

TEST(ProtoReader, ReadsWhatTheWriterWrote) {
  base::Random random(2);
  for (int round = 0; round < 1000; ++round) {
    const auto integer = static_cast<std::int64_t>(random.next() >> random.below(64));
    const auto number = static_cast<int>(1 + random.below((1U << 29) - 1));
    ProtoWriter writer;
    writer.integer(number, integer);
    writer.real(1, 0.5F);
    writer.text(number, "abc");
    const std::string message = writer.to_string();
    const std::vector<ProtoField> fields = fields_in(message);
    ASSERT_EQ(fields.size(), 3U);
    EXPECT_EQ(fields[0].number, number);
    EXPECT_EQ(static_cast<std::int64_t>(fields[0].integer), integer);
    EXPECT_EQ(std::bit_cast<float>(static_cast<std::uint32_t>(fields[1].integer)), 0.5F);
    EXPECT_TRUE(fields[2].has_bytes);
    EXPECT_EQ(fields[2].bytes, "abc");
  }
}

TEST(ProtoReader, UnpacksIntegers) {
  const std::vector<std::int64_t> values = {0, -1, 127, 128,
                                            std::numeric_limits<std::int64_t>::min()};
  ProtoWriter writer;
  writer.packed_integers(1, values);
  const std::string message = writer.to_string();
  EXPECT_EQ(unpacked_integers(fields_in(message)[0].bytes, "x"), values);
  EXPECT_ERROR(unpacked_integers("\x01\x80", "x"), kInvalidData, "a packed field is truncated");
}

TEST(ProtoReader, RefusesATruncatedField) {
  EXPECT_ERROR(fields_in("\x12\x07test"), kInvalidData,
               "'x': broken protobuf at byte 2 of 6: 3 bytes are missing");
  EXPECT_ERROR(fields_in("\x0d\x01"), kInvalidData, "3 bytes are missing");
  EXPECT_ERROR(fields_in("\x08"), kInvalidData, "a varint is truncated");
}

TEST(ProtoReader, RefusesALongVarint) {
  EXPECT_ERROR(fields_in("\x08" + std::string(10, '\xff') + "\x01"), kInvalidData,
               "longer than 10 bytes");
  EXPECT_ERROR(fields_in("\x08" + std::string(9, '\xff') + "\x02"), kInvalidData,
               "longer than 10 bytes");
}

TEST(ProtoReader, RefusesFieldZeroAndGroups) {
  EXPECT_ERROR(fields_in("\0\1"s), kInvalidData, "field number 0");
  EXPECT_ERROR(fields_in("\x0b"), kInvalidData, "a wire type that is not in use");
}

}  // namespace
}  // namespace maas::formats
