#include "serving/oip/datatypes.h"

#include <cmath>
#include <limits>

#include "serving/http/message.h"
#include "serving/oip/binary_data.h"
#include "serving/oip/infer_request.h"
#include "support/support.h"

namespace maas::serving::oip {
namespace {

using inference::HostTensor;

constexpr std::int64_t kLargestInt64 = std::numeric_limits<std::int64_t>::max();

/// Reads a request whose one input `x` has so many values, in JSON or, without `data`, behind it.
HostTensor read(std::string_view datatype, std::size_t count, std::string_view data,
                std::string_view bytes, base::Budget::Lease& memory) {
  const std::string values =
      data.empty() ? fmt::format(R"("parameters":{{"binary_data_size":{}}})", bytes.size())
                   : fmt::format(R"("data":{})", data);
  std::string body = fmt::format(R"({{"inputs":[{{"name":"x","shape":[{}],"datatype":"{}",{}}}]}})",
                                 count, datatype, values);
  const std::size_t json_size = body.size();
  body += bytes;
  body.reserve(body.size() + http::kBodyPadding);
  InferRequestReader reader;
  return std::move(reader.read(body, json_size, memory).inputs.at(0));
}

template <class Held>
std::vector<Held> from_json(std::string_view datatype, std::size_t count, std::string_view data) {
  base::Budget::Lease uncounted;
  return std::get<std::vector<Held>>(read(datatype, count, data, {}, uncounted).data);
}

template <class Held>
std::vector<Held> from_bytes(std::string_view datatype, std::size_t count, std::string_view bytes) {
  base::Budget::Lease uncounted;
  return std::get<std::vector<Held>>(read(datatype, count, {}, bytes, uncounted).data);
}

template <class Wire>
std::string bytes_of(std::initializer_list<Wire> values) {
  return {reinterpret_cast<const char*>(values.begin()), values.size() * sizeof(Wire)};
}

void expect_refusal_in_json(std::string_view datatype, std::string_view value,
                            std::string_view limit) {
  base::Budget::Lease uncounted;
  EXPECT_ERROR(read(datatype, 1, fmt::format("[{}]", value), {}, uncounted), kInvalidData,
               fmt::format("value 0 of input 'x' is {}, not {}", value, limit));
}

void expect_refusal_in_bytes(std::string_view datatype, std::string_view bytes,
                             std::string_view message) {
  base::Budget::Lease uncounted;
  EXPECT_ERROR(read(datatype, 1, {}, bytes, uncounted), kInvalidData, message);
}

/// A type's least and largest value, in JSON and in bytes.
template <class Wire, class Held = std::int64_t>
void expect_range(std::string_view datatype) {
  constexpr Wire kLeast = std::numeric_limits<Wire>::min();
  constexpr Wire kLargest = std::numeric_limits<Wire>::max();
  const std::vector<Held> expected = {static_cast<Held>(kLeast), static_cast<Held>(kLargest)};
  EXPECT_EQ(from_json<Held>(datatype, 2, fmt::format("[{},{}]", kLeast, kLargest)), expected)
      << datatype;
  EXPECT_EQ(from_bytes<Held>(datatype, 2, bytes_of<Wire>({kLeast, kLargest})), expected)
      << datatype;
}

template <class Wire>
void expect_no_wider(std::string_view datatype) {
  const std::int64_t least = std::numeric_limits<Wire>::min();
  const std::int64_t largest = std::numeric_limits<Wire>::max();
  const std::string limit = fmt::format("an integer from {} to {}", least, largest);
  expect_refusal_in_json(datatype, std::to_string(least - 1), limit);
  expect_refusal_in_json(datatype, std::to_string(largest + 1), limit);
}

TEST(Datatypes, OfIntegersTakeTheirWholeRange) {
  expect_range<std::uint8_t, std::uint8_t>("UINT8");
  expect_range<std::uint16_t>("UINT16");
  expect_range<std::uint32_t>("UINT32");
  expect_range<std::int8_t>("INT8");
  expect_range<std::int16_t>("INT16");
  expect_range<std::int32_t>("INT32");
  expect_range<std::int64_t>("INT64");
}

TEST(Datatypes, OfIntegersRefuseWhatIsOutOfTheirRange) {
  expect_no_wider<std::uint8_t>("UINT8");
  expect_no_wider<std::uint16_t>("UINT16");
  expect_no_wider<std::uint32_t>("UINT32");
  expect_no_wider<std::int8_t>("INT8");
  expect_no_wider<std::int16_t>("INT16");
  expect_no_wider<std::int32_t>("INT32");
  constexpr std::string_view kLimit = "an integer from -9223372036854775808 to 9223372036854775807";
  expect_refusal_in_json("INT64", "9223372036854775808", kLimit);
  expect_refusal_in_json("INT64", "-9223372036854775809", kLimit);
}

TEST(Datatypes, OfIntegersTakeNothingElse) {
  for (const auto* datatype :
       {"UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64"}) {
    for (const auto* value : {"1.0", "1e1", "true", "null", R"("1")"}) {
      expect_refusal_in_json(datatype, value, "an integer from ");
    }
  }
}

TEST(Datatypes, HoldNoUint64AboveTheLargestInt64) {
  const auto largest = static_cast<std::uint64_t>(kLargestInt64);
  const std::vector<std::int64_t> expected = {0, kLargestInt64};
  EXPECT_EQ(from_json<std::int64_t>("UINT64", 2, "[0,9223372036854775807]"), expected);
  EXPECT_EQ(from_bytes<std::int64_t>("UINT64", 2, bytes_of<std::uint64_t>({0, largest})), expected);
  constexpr std::string_view kLimit = "an integer from 0 to 9223372036854775807";
  expect_refusal_in_json("UINT64", "9223372036854775808", kLimit);
  expect_refusal_in_json("UINT64", "18446744073709551615", kLimit);
  expect_refusal_in_json("UINT64", "-1", kLimit);
  expect_refusal_in_bytes(
      "UINT64", bytes_of<std::uint64_t>({largest + 1}),
      fmt::format("value 0 of input 'x' is 9223372036854775808, not {}", kLimit));
}

TEST(Datatypes, HoldABoolAsZeroOrOne) {
  const std::vector<std::uint8_t> expected = {1, 0};
  EXPECT_EQ(from_json<std::uint8_t>("BOOL", 2, "[true,false]"), expected);
  EXPECT_EQ(from_bytes<std::uint8_t>("BOOL", 2, bytes_of<std::uint8_t>({1, 0})), expected);
}

TEST(Datatypes, TakeNothingElseForABool) {
  for (const auto* value : {"1", "0", "null", R"("true")"}) {
    expect_refusal_in_json("BOOL", value, "true or false");
  }
  expect_refusal_in_bytes("BOOL", "\2", "value 0 of input 'x' is 2, not 0 or 1");
}

TEST(Datatypes, HoldHalfPrecisionInSingle) {
  // Subnormal, least normal, 1/3 rounded, largest: as numpy.float16 shows them.
  const std::vector<float> expected = {0.0F, 0x1p-24F, 0x1p-14F, 0.333251953125F, 65504, -2};
  EXPECT_EQ(
      from_bytes<float>("FP16", 6, bytes_of<std::uint16_t>({0, 1, 0x400, 0x3555, 0x7BFF, 0xC000})),
      expected);
  EXPECT_TRUE(std::signbit(from_bytes<float>("FP16", 1, bytes_of<std::uint16_t>({0x8000}))[0]));
  EXPECT_EQ(from_json<float>("FP16", 3, "[0.5,-65504,65504.0]"),
            (std::vector<float>{0.5F, -65504, 65504}));
}

TEST(Datatypes, HoldBrainFloatsInSingle) {
  EXPECT_EQ(from_bytes<float>("BF16", 3, bytes_of<std::uint16_t>({0x3F80, 0xC049, 1})),
            (std::vector<float>{1, -3.140625F, 0x1p-133F}));
  EXPECT_EQ(from_json<float>("BF16", 2, "[0.5,3.38e38]"), (std::vector<float>{0.5F, 3.38e38F}));
}

TEST(Datatypes, HoldDoublePrecision) {
  const std::vector<double> expected = {0.1, -1e300, 9007199254740993.0};
  EXPECT_EQ(from_json<double>("FP64", 3, "[0.1,-1e300,9007199254740993]"), expected);
  EXPECT_EQ(from_bytes<double>("FP64", 3, bytes_of({0.1, -1e300, 9007199254740993.0})), expected);
}

TEST(Datatypes, OfFloatsRefuseWhatIsOutOfTheirRange) {
  expect_refusal_in_json("FP16", "65505", "a number in the range of FP16, or null");
  expect_refusal_in_json("BF16", "-3.4e38", "a number in the range of BF16, or null");
  expect_refusal_in_json("FP32", "3.5e38", "a number in the range of FP32, or null");
  expect_refusal_in_json("FP64", "1e309", "a number in the range of FP64, or null");
}

TEST(Datatypes, OfFloatsTakeNullForAMissingValue) {
  for (const auto* datatype : {"FP16", "BF16", "FP32"}) {
    const std::vector<float> values = from_json<float>(datatype, 3, "[1,null,2]");
    EXPECT_TRUE(values[0] == 1 && std::isnan(values[1]) && values[2] == 2) << datatype;
  }
  EXPECT_TRUE(std::isnan(from_json<double>("FP64", 1, "[null]")[0]));
  for (const auto* value : {"nul", "nullx", "NaN", "true", R"("1")"}) {
    base::Budget::Lease uncounted;
    EXPECT_ERROR(read("FP32", 1, fmt::format("[{}]", value), {}, uncounted), kInvalidData, "");
  }
}

TEST(Datatypes, OfFloatsTakeNanInBytes) {
  EXPECT_TRUE(std::isnan(from_bytes<float>("FP16", 1, bytes_of<std::uint16_t>({0x7E00}))[0]));
  EXPECT_TRUE(std::isnan(from_bytes<float>("BF16", 1, bytes_of<std::uint16_t>({0xFFC0}))[0]));
  EXPECT_TRUE(std::isnan(
      from_bytes<float>("FP32", 1, bytes_of({std::numeric_limits<float>::quiet_NaN()}))[0]));
  EXPECT_TRUE(std::isnan(
      from_bytes<double>("FP64", 1, bytes_of({std::numeric_limits<double>::quiet_NaN()}))[0]));
}

TEST(Datatypes, OfFloatsRefuseInfinities) {
  const std::string message = "value 0 of input 'x' is -inf, not a finite number or NaN";
  expect_refusal_in_bytes("FP16", bytes_of<std::uint16_t>({0xFC00}), message);
  expect_refusal_in_bytes("BF16", bytes_of<std::uint16_t>({0xFF80}), message);
  expect_refusal_in_bytes("FP32", bytes_of({-std::numeric_limits<float>::infinity()}), message);
  expect_refusal_in_bytes("FP64", bytes_of({-std::numeric_limits<double>::infinity()}), message);
}

TEST(Datatypes, OfTextsTakeNoNull) {
  EXPECT_EQ(from_json<std::string>("BYTES", 2, R"(["","é"])"), (std::vector<std::string>{"", "é"}));
  expect_refusal_in_json("BYTES", "null", "a string");
}

TEST(Datatypes, CountWhatTheyHoldAndNotWhatTravels) {
  const auto taken = [](std::string_view datatype, std::string_view data, std::string_view bytes) {
    base::Budget budget(std::size_t{1} << 20);
    base::Budget::Lease memory(budget);
    read(datatype, 4, data, bytes, memory);
    return memory.bytes();
  };
  EXPECT_EQ(taken("BOOL", "[true,true,true,true]", {}), 4);
  EXPECT_EQ(taken("BOOL", {}, std::string(4, '\0')), 4);
  EXPECT_EQ(taken("INT8", "[1,2,3,4]", {}), 32);
  EXPECT_EQ(taken("INT8", {}, std::string(4, '\0')), 32);
  EXPECT_EQ(taken("UINT32", {}, std::string(16, '\0')), 32);
  EXPECT_EQ(taken("FP16", {}, std::string(8, '\0')), 16);
  EXPECT_EQ(taken("FP64", "[1,2,3,4]", {}), 32);
  EXPECT_EQ(taken("FP64", {}, std::string(32, '\0')), 32);
}

TEST(Datatypes, AreRefusedWhereWhatTheyHoldIsTooMuch) {
  base::Budget budget(31);
  base::Budget::Lease memory(budget);
  EXPECT_ERROR(read("INT8", 4, {}, "1234", memory), kInvalidData, "this takes 32 bytes of memory");
  EXPECT_ERROR(read("INT8", 4, "[1,2,3,4]", {}, memory), kInvalidData, "takes 32 bytes of memory");
}

TEST(Datatypes, TakeTheMostThatTheirShortestValuesLeaveRoomFor) {
  base::Budget::Lease uncounted;
  std::string data = "[true";
  for (int i = 1; i < 100; ++i) data += ",true";
  EXPECT_NO_THROW(read("BOOL", 100, data + "]", {}, uncounted));
  EXPECT_ERROR(read("BOOL", 200, data + "]", {}, uncounted), kInvalidData,
               "asks for more values than the body holds");
}

TEST(Datatypes, FitTheirShapeInBytes) {
  const std::string eight(8, '\0');
  for (const auto* datatype : {"UINT16", "INT16", "FP16", "BF16", "UINT32", "INT32", "UINT64",
                               "INT64", "FP64", "INT8", "BOOL"}) {
    base::Budget::Lease uncounted;
    EXPECT_ERROR(read(datatype, 5, {}, eight, uncounted), kInvalidData,
                 "8 bytes, which do not fit its shape [5]");
  }
}

TEST(Datatypes, AreListedWhereOneIsNone) {
  base::Budget::Lease uncounted;
  EXPECT_ERROR(read("FP8", 1, "[1]", {}, uncounted), kInvalidData,
               "datatype FP8 of input 'x' is none of BOOL, UINT8, UINT16, UINT32, UINT64, INT8, "
               "INT16, INT32, INT64, FP16, BF16, FP32, FP64, BYTES");
  EXPECT_ERROR(read("", 1, "[1]", {}, uncounted), kInvalidData, "has no datatype");
}

}  // namespace
}  // namespace maas::serving::oip
