#include "formats/safetensors/safetensors.h"

#include "base/files.h"
#include "base/hashing.h"
#include "formats/safetensors/files.h"
#include "support/support.h"

namespace maas::formats {
namespace {

using maas::test::TemporaryDirectory;
using test::entry;
using test::file_of;
using test::parse;

const std::string kOne = entry("w", "F32", "[2,2]", "[0,16]");

TEST(SafetensorsReader, FindsTensorsByName) {
  const TensorFile file = parse("{" + entry("b", "I8", "[3]", "[16,19]") + "," + kOne + "}", 19);
  EXPECT_EQ(file.tensors().size(), 2U);
  EXPECT_EQ(file.at("w").dtype, Dtype::kF32);
  EXPECT_EQ(file.at("w").shape, (std::vector<std::int64_t>{2, 2}));
  EXPECT_EQ(file.at("b").bytes.size(), 3U);
  EXPECT_EQ(file.find("c"), nullptr);
}

TEST(SafetensorsReader, SuggestsATensorForAMissingOne) {
  const TensorFile file = parse("{" + entry("fc.weight", "F32", "[]", "[0,4]") + "}", 4);
  EXPECT_ERROR(file.at("fc.wieght"), kInvalidData, "'x': tensor 'fc.wieght' is missing");
  try {
    file.at("fc.wieght");
  } catch (const Error& error) {
    EXPECT_EQ(error.hint(), "did you mean 'fc.weight'?");
  }
}

TEST(SafetensorsReader, ReadsMetadata) {
  const TensorFile file = parse("{\"__metadata__\":{\"format\":\"pt\"}," + kOne + "}  ", 16);
  EXPECT_EQ(file.metadata(), (SafetensorsMetadata{{"format", "pt"}}));
}

TEST(SafetensorsReader, ReadsScalarsAndEmptyTensors) {
  const TensorFile file = parse(
      "{" + entry("e", "F32", "[0,7]", "[4,4]") + "," + entry("s", "F32", "[]", "[0,4]") + "}", 4);
  EXPECT_EQ(file.at("e").bytes.size(), 0U);
  EXPECT_EQ(file.at("s").bytes.size(), 4U);
}

TEST(SafetensorsReader, ReadsAFileWithoutTensors) {
  EXPECT_TRUE(parse("{}", 0).tensors().empty());
}

TEST(SafetensorsReader, ReadsPackedTypes) {
  EXPECT_EQ(parse("{" + entry("w", "F4", "[3,2]", "[0,3]") + "}", 3).at("w").bytes.size(), 3U);
  EXPECT_ERROR(parse("{" + entry("w", "F4", "[3]", "[0,2]") + "}", 2), kInvalidData,
               "tensor 'w': F4 [3] has no size in whole bytes");
}

TEST(SafetensorsReader, RefusesAFileShorterThanItsLength) {
  EXPECT_ERROR(parse("1234567"), kInvalidData, "7 bytes are too few");
}

TEST(SafetensorsReader, RefusesAHeaderLongerThanTheFile) {
  EXPECT_ERROR(parse(std::string("\x05\0\0\0\0\0\0\0{}", 10)), kInvalidData,
               "'x': header of 5 bytes in a file of 10 (limit 2)");
}

TEST(SafetensorsReader, RefusesAHeaderBeyondTheLimitOfTheFormat) {
  EXPECT_ERROR(parse(std::string(200'000'000, ' ')), kInvalidData, "(limit 100000000)");
}

TEST(SafetensorsReader, RefusesAHeaderThatIsNoObject) {
  EXPECT_ERROR(parse("[]", 0), kInvalidData, "does not start with '{'");
  EXPECT_ERROR(parse(" {}", 0), kInvalidData, "does not start with '{'");
  EXPECT_ERROR(parse("", 0), kInvalidData, "does not start with '{'");
}

TEST(SafetensorsReader, RefusesBrokenJson) {
  EXPECT_ERROR(parse("{\"w\":", 0), kInvalidData, "of the header is not valid JSON");
  EXPECT_ERROR(parse("{\"\xff\":1}", 0), kInvalidData, "ill-formed UTF-8");
  EXPECT_ERROR(parse("{} x", 0), kInvalidData, "not valid JSON");
}

TEST(SafetensorsReader, RefusesRepeatedTensors) {
  EXPECT_ERROR(parse("{" + kOne + "," + entry("w", "I8", "[1]", "[16,17]") + "}", 17), kInvalidData,
               "tensor 'w' is repeated");
}

TEST(SafetensorsReader, RefusesRepeatedKeys) {
  const std::string head = R"({"w":{"dtype":"I8","shape":[1],"data_offsets":[0,1],)";
  EXPECT_ERROR(parse(head + R"("dtype":"I8"}})", 1), kInvalidData, "key 'dtype' is repeated");
  EXPECT_ERROR(parse(head + R"("shape":[1]}})", 1), kInvalidData, "key 'shape' is repeated");
  EXPECT_ERROR(parse(head + R"("data_offsets":[0,1]}})", 1), kInvalidData,
               "key 'data_offsets' is repeated");
  EXPECT_ERROR(parse(R"({"__metadata__":{"a":"1","a":"2"}})", 0), kInvalidData,
               "key 'a' is repeated");
  EXPECT_ERROR(parse(R"({"__metadata__":{},"__metadata__":{}})", 0), kInvalidData,
               "key '__metadata__' is repeated");
}

TEST(SafetensorsReader, RefusesMissingKeys) {
  EXPECT_ERROR(parse(R"({"w":{"dtype":"I8","shape":[1]}})", 1), kInvalidData,
               "tensor 'w': 'dtype', 'shape' or 'data_offsets' is missing");
}

TEST(SafetensorsReader, RefusesAnUnknownKey) {
  EXPECT_ERROR(parse(R"({"w":{"strides":[1]}})", 1), kInvalidData,
               "tensor 'w': unknown key 'strides'");
}

TEST(SafetensorsReader, RefusesAnUnknownDtype) {
  EXPECT_ERROR(parse("{" + entry("w", "F33", "[1]", "[0,4]") + "}", 4), kInvalidData,
               "tensor 'w': unknown dtype 'F33'");
}

TEST(SafetensorsReader, RefusesValuesOfOtherTypes) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"w":1})", "a number is out of place"},
      {R"({"w":"F32"})", "a string is out of place"},
      {R"({"w":null})", "null is out of place"},
      {R"({"w":[1]})", "a list is out of place"},
      {R"({"w":{"dtype":{}}})", "an object is out of place"},
      {R"({"w":{"dtype":1}})", "a number is out of place"},
      {R"({"w":{"shape":"1"}})", "a string is out of place"},
      {R"({"w":{"shape":[[1]]}})", "a list is out of place"},
      {R"({"w":{"shape":[{}]}})", "an object is out of place"},
      {R"({"w":{"shape":["1"]}})", "a string is out of place"},
      {R"({"w":{"shape":[true]}})", "a truth value is out of place"},
      {R"({"w":{"shape":[-1]}})", "-1 is negative"},
      {R"({"w":{"shape":[1.5]}})", "1.5 is no 64-bit integer"},
      {R"({"w":{"shape":[99999999999999999999]}})", "is no 64-bit integer"},
      {R"({"w":{"shape":[9223372036854775808]}})", "is too large for shape"},
      {R"({"w":{"data_offsets":[1]}})", "data_offsets has 1 numbers, not 2"},
      {R"({"w":{"data_offsets":[1,2,3]}})", "data_offsets has 3 numbers, not 2"},
      {R"({"__metadata__":{"a":1}})", "a number is out of place"},
      {R"({"__metadata__":{"a":{}}})", "an object is out of place"},
      {R"({"__metadata__":{"a":[]}})", "a list is out of place"},
      {R"({"__metadata__":"a"})", "a string is out of place"},
  };
  for (const auto& [json, message] : cases) EXPECT_ERROR(parse(json, 0), kInvalidData, message);
}

TEST(SafetensorsReader, RefusesOffsetsThatDoNotFitTheShape) {
  EXPECT_ERROR(parse("{" + entry("w", "F32", "[2,2]", "[0,12]") + "}", 12), kInvalidData,
               "tensor 'w': data_offsets [0, 12] do not fit F32 [2, 2], which needs 16 bytes");
  EXPECT_ERROR(parse("{" + entry("w", "F32", "[1]", "[4,0]") + "}", 4), kInvalidData,
               "data_offsets [4, 0] do not fit");
}

TEST(SafetensorsReader, RefusesASizeThatOverflows) {
  const std::string huge = "[4611686018427387904,4,4]";
  EXPECT_ERROR(parse("{" + entry("w", "F32", huge, "[0,0]") + "}", 0), kInvalidData,
               "has no size in whole bytes below 2^61");
}

TEST(SafetensorsReader, RefusesAHoleBetweenTensors) {
  EXPECT_ERROR(parse("{" + kOne + "," + entry("b", "I8", "[1]", "[17,18]") + "}", 18), kInvalidData,
               "tensor 'b' starts at byte 17 of the data, not at 16");
}

TEST(SafetensorsReader, RefusesOverlappingTensors) {
  EXPECT_ERROR(parse("{" + kOne + "," + entry("b", "I8", "[4]", "[14,18]") + "}", 18), kInvalidData,
               "tensor 'b' starts at byte 14 of the data, not at 16");
}

TEST(SafetensorsReader, RefusesBytesThatNoTensorCovers) {
  EXPECT_ERROR(parse("{" + kOne + "}", 17), kInvalidData,
               "the tensors take 16 bytes, the file has 17 bytes of data");
  EXPECT_ERROR(parse("{" + entry("w", "I8", "[1]", "[1,2]") + "}", 2), kInvalidData,
               "starts at byte 1 of the data, not at 0");
}

TEST(SafetensorsReader, RefusesATruncatedFileAtEveryLength) {
  const std::string whole = file_of("{" + kOne + "}", 16);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_ERROR(parse(whole.substr(0, size)), kInvalidData, "'x': ");
  }
}

TEST(SafetensorsReader, SurvivesAChangeOfAnyByteOfTheHeader) {
  const std::string whole = file_of("{" + kOne + "}", 16);
  base::Random random(11);
  int refused = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string changed = whole;
    changed[random.below(whole.size() - 16)] = static_cast<char>(random.below(256));
    try {
      parse(changed);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
      ++refused;
    }
  }
  EXPECT_GT(refused, 4000);
}

TEST(OpenSafetensors, KeepsTheMappingWhileAViewLives) {
  const TemporaryDirectory directory;
  base::write_file(directory / "a", file_of("{" + kOne + "}", 16));
  const TensorView view = open_safetensors(directory / "a").at("w");
  EXPECT_EQ(view.bytes.back(), std::byte{1});
}

TEST(OpenSafetensors, NamesTheFile) {
  const TemporaryDirectory directory;
  base::write_file(directory / "a", "short");
  EXPECT_ERROR(open_safetensors(directory / "a"), kInvalidData, (directory / "a").string());
  EXPECT_ERROR(open_safetensors(directory / "b"), kNotFound, (directory / "b").string());
}

}  // namespace
}  // namespace maas::formats
