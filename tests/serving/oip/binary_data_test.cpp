#include "serving/oip/binary_data.h"

#include <limits>

#include "support/support.h"

namespace maas::serving::oip {
namespace {

using inference::HostTensor;

HostTensor read(std::vector<std::int64_t> shape, const std::string& datatype,
                std::string_view bytes) {
  HostTensor tensor{.name = "x", .shape = std::move(shape), .data = {}};
  base::Budget::Lease uncounted;
  read_binary(bytes, datatype, tensor, uncounted);
  return tensor;
}

std::string bytes_of(decltype(HostTensor::data) data) {
  std::string bytes = "before";
  const std::size_t size =
      append_binary({.name = "x", .shape = {}, .data = std::move(data)}, bytes);
  EXPECT_EQ(bytes.size(), 6 + size);
  return bytes.substr(6);
}

std::string text(std::string_view value) {
  return std::string({static_cast<char>(value.size()), 0, 0, 0}).append(value);
}

TEST(BinaryData, OfEachTypeReadsBackAsItWas) {
  const std::vector<float> floats = {1.5F, -0.0F, 1e-30F, 3e38F};
  EXPECT_EQ(std::get<0>(read({2, 2}, "FP32", bytes_of(floats)).data), floats);
  const std::vector<std::uint8_t> numbers = {0, 255, 7};
  EXPECT_EQ(std::get<1>(read({3}, "UINT8", bytes_of(numbers)).data), numbers);
  const std::vector<std::int64_t> integers = {-1, 1LL << 62, 0};
  EXPECT_EQ(std::get<3>(read({3}, "INT64", bytes_of(integers)).data), integers);
  const std::vector<double> doubles = {0.1, -0.0, 1e-300};
  EXPECT_EQ(std::get<4>(read({3}, "FP64", bytes_of(doubles)).data), doubles);
  const std::vector<std::string> texts = {"", "boot", std::string("\0\xFF", 2)};
  EXPECT_EQ(std::get<2>(read({3}, "BYTES", bytes_of(texts)).data), texts);
}

TEST(BinaryData, IsLittleEndian) {
  EXPECT_EQ(bytes_of(std::vector<float>{1}), std::string("\0\0\x80\x3F", 4));
  EXPECT_EQ(bytes_of(std::vector<std::string>{"ab"}), text("ab"));
}

TEST(BinaryData, RefusesAnotherNumberOfBytesThanTheShapeAsksFor) {
  const std::string eight(8, '\0');
  EXPECT_ERROR(read({3}, "FP32", eight), kInvalidData, "8 bytes, which do not fit its shape [3]");
  EXPECT_ERROR(read({1}, "FP32", eight), kInvalidData, "do not fit");
  EXPECT_ERROR(read({9}, "UINT8", eight), kInvalidData, "more values than the body holds");
  EXPECT_ERROR(read({1LL << 62, 4}, "UINT8", eight), kInvalidData, "more values than");
}

TEST(BinaryData, RefusesTextsThatEndEarlyOrLate) {
  EXPECT_ERROR(read({2}, "BYTES", text("ab")), kInvalidData, "do not fit");
  EXPECT_ERROR(read({1}, "BYTES", text("ab") + "c"), kInvalidData, "do not fit");
  EXPECT_ERROR(read({1}, "BYTES", text("ab").substr(0, 5)), kInvalidData, "do not fit");
  EXPECT_ERROR(read({1}, "BYTES", "\xFF\xFF\xFF\xFF"), kInvalidData, "do not fit");
}

TEST(BinaryData, RefusesInfiniteNumbers) {
  const float infinity = std::numeric_limits<float>::infinity();
  EXPECT_ERROR(read({2}, "FP32", bytes_of(std::vector<float>{0, infinity})), kInvalidData,
               "value 1 of input 'x' is inf, not a finite number or NaN");
}

TEST(BinaryData, RefusesAnUnknownType) {
  EXPECT_ERROR(read({1}, "INT128", "12345678"), kInvalidData, "datatype INT128 of input 'x'");
}

TEST(BinaryTail, IsHandedOutFromTheFront) {
  BinaryTail tail("abcde");
  EXPECT_EQ(tail.take(2, "x"), "ab");
  EXPECT_EQ(tail.take(3, "y"), "cde");
  EXPECT_EQ(tail.left(), 0);
}

TEST(BinaryTail, RefusesToGiveMoreThanItHas) {
  BinaryTail tail("abc");
  EXPECT_ERROR(tail.take(4, "x"), kInvalidData, "binary_data_size 4, but 3 bytes are left");
  EXPECT_ERROR(tail.take(-1, "x"), kInvalidData, "binary_data_size -1");
}

}  // namespace
}  // namespace maas::serving::oip
