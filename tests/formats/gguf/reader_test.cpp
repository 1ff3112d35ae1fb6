#include <chrono>

#include "base/files.h"
#include "formats/gguf/files.h"
#include "formats/gguf/gguf.h"
#include "support/support.h"

namespace maas::formats {
namespace {

using gguf_test::entry;
using gguf_test::file_of;
using gguf_test::kF32;
using gguf_test::kQ4_0;
using gguf_test::parse;
using gguf_test::parse_draft;
using gguf_test::raw;

using Shape = std::vector<std::int64_t>;

constexpr std::uint64_t kLarge = std::uint64_t{1} << 62;

GgufFile parse_one(const std::string& tensor, std::size_t data) {
  return parse_draft({.entries = {tensor}, .data = data});
}

TEST(GgufReader, FindsTensorsByName) {
  const std::string bytes =
      file_of({.entries = {entry("b", {32, 2}, kQ4_0, 0), entry("a", {3}, kF32, 64)}, .data = 76});
  const GgufFile file = parse(bytes);
  ASSERT_EQ(file.tensors().size(), 2U);
  EXPECT_EQ(file.tensors()[0].name, "b");
  EXPECT_EQ(file.at("b").type, BlockType::kQ4_0);
  EXPECT_EQ(file.at("b").shape, (Shape{2, 32}));
  EXPECT_EQ(file.at("b").elements(), 64);
  EXPECT_EQ(file.at("b").bytes.size(), 36U);
  EXPECT_EQ(file.at("a").bytes.data() - gguf_test::bytes_in(bytes).data(), 128 + 64);
  EXPECT_EQ(file.find("c"), nullptr);
}

TEST(GgufReader, SuggestsATensorForAMissingOne) {
  const GgufFile file = parse_one(entry("output.weight", {1}, kF32, 0), 4);
  EXPECT_ERROR(file.at("output.wieght"), kInvalidData, "'x': tensor 'output.wieght' is missing");
  try {
    file.at("output.wieght");
  } catch (const Error& error) {
    EXPECT_EQ(error.hint(), "did you mean 'output.weight'?");
  }
}

TEST(GgufReader, ReadsVersions2And3) {
  EXPECT_TRUE(parse_draft({.version = 2}).tensors().empty());
  EXPECT_TRUE(parse_draft({.version = 3}).tensors().empty());
  EXPECT_ERROR(parse_draft({.version = 1}), kInvalidData,
               "'x': version 1 of GGUF is not read, 2 and 3");
  EXPECT_ERROR(parse_draft({.version = 4}), kInvalidData, "'x': version 4 of GGUF is not read");
}

TEST(GgufReader, RefusesABigEndianFile) {
  EXPECT_ERROR(parse_draft({.version = 0x03000000}), kInvalidData,
               "'x': big-endian files are not read");
}

TEST(GgufReader, RefusesWhatIsNoGguf) {
  EXPECT_ERROR(parse(""), kInvalidData, "'x' is no GGUF file: it does not start with 'GGUF'");
  EXPECT_ERROR(parse("GGU"), kInvalidData, "'x' is no GGUF file");
  EXPECT_ERROR(parse("GGML12345678"), kInvalidData, "'x' is no GGUF file");
}

TEST(GgufReader, RefusesEveryFrontOfAFile) {
  const std::string bytes =
      file_of({.keys = {gguf_test::key("k", 8, gguf_test::text("value")),
                        gguf_test::key("l", 9, gguf_test::list(4, 2, raw(std::uint64_t{7})))},
               .entries = {entry("t", {2, 3}, kF32, 0)},
               .data = 24});
  EXPECT_EQ(parse(bytes).tensors().size(), 1U);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_ERROR(parse(bytes.substr(0, size)), kInvalidData, "'x'");
  }
}

TEST(GgufReader, RefusesMoreTensorsThanTheFileHasRoomFor) {
  const std::string bytes = "GGUF" + raw(std::uint32_t{3}) + raw(~std::uint64_t{0}) +
                            raw(std::uint64_t{0}) + std::string(48, '\0');
  EXPECT_ERROR(parse(bytes), kInvalidData, "18446744073709551615 tensors at byte 16 do not fit");
}

TEST(GgufReader, RefusesMoreKeysThanTheFileHasRoomFor) {
  const std::string bytes = "GGUF" + raw(std::uint32_t{3}) + raw(std::uint64_t{0}) +
                            raw(std::uint64_t{5}) + std::string(64, '\0');
  EXPECT_ERROR(parse(bytes), kInvalidData, "'x': 5 keys at byte 24 do not fit the 88 bytes");
}

TEST(GgufReader, ReadsScalarsAndEmptyTensors) {
  const GgufFile file =
      parse_draft({.entries = {entry("s", {}, kF32, 0), entry("e", {0, 7}, kF32, 32)}, .data = 32});
  EXPECT_EQ(file.at("s").bytes.size(), 4U);
  EXPECT_EQ(file.at("s").elements(), 1);
  EXPECT_EQ(file.at("e").shape, (Shape{7, 0}));
  EXPECT_TRUE(file.at("e").bytes.empty());
}

TEST(GgufReader, RefusesMoreThanFourDimensions) {
  EXPECT_ERROR(parse_one(entry("t", {1, 1, 1, 1, 1}, kF32, 0), 4), kInvalidData,
               "'x': tensor 't': it has 5 dimensions (limit 4)");
}

TEST(GgufReader, RefusesADimensionBeyond63Bits) {
  EXPECT_ERROR(parse_one(entry("t", {2 * kLarge}, kF32, 0), 4), kInvalidData,
               "'x': tensor 't': dimension 0 is 9223372036854775808, which is 2^63 or more");
}

TEST(GgufReader, RefusesMoreElementsThan63BitsCount) {
  const std::string problem = "has 2^63 elements or bytes, or more";
  EXPECT_ERROR(parse_one(entry("t", {kLarge, 2}, kF32, 0), 4), kInvalidData, problem);
  EXPECT_ERROR(parse_one(entry("t", {kLarge / 2}, kF32, 0), 4), kInvalidData, problem);
  EXPECT_ERROR(parse_one(entry("t", {kLarge, 2}, kQ4_0, 0), 4), kInvalidData, problem);
  EXPECT_ERROR(parse_one(entry("t", {0, kLarge, kLarge}, kF32, 0), 4), kInvalidData, problem);
}

TEST(GgufReader, RefusesAnUnknownType) {
  EXPECT_ERROR(parse_one(entry("t", {32}, 4, 0), 64), kInvalidData,
               "'x': tensor 't': its type has the unknown number 4");
}

TEST(GgufReader, RefusesRowsThatAreNoWholeBlocks) {
  EXPECT_ERROR(parse_one(entry("t", {48, 2}, kQ4_0, 0), 64), kInvalidData,
               "'x': tensor 't': rows of 48 are no whole blocks of Q4_0, of 32 elements each");
  EXPECT_ERROR(parse_one(entry("t", {}, kQ4_0, 0), 64), kInvalidData, "rows of 1 are no whole");
}

TEST(GgufReader, RefusesATensorBeyondTheFile) {
  EXPECT_ERROR(parse_one(entry("t", {8}, kF32, 0), 31), kInvalidData,
               "'x': tensor 't': 32 bytes at 0 of the data, of which there are 31: the file is cut "
               "off or damaged");
  EXPECT_ERROR(parse_one(entry("t", {8}, kF32, ~std::uint64_t{31}), 64), kInvalidData,
               "32 bytes at 18446744073709551584 of the data");
  EXPECT_ERROR(parse_one(entry("t", {0}, kF32, 64), 32), kInvalidData, "0 bytes at 64 of the data");
}

TEST(GgufReader, RefusesAnOffsetOffTheAlignment) {
  EXPECT_ERROR(parse_one(entry("t", {1}, kF32, 16), 64), kInvalidData,
               "'x': tensor 't': offset 16 is no multiple of 32");
}

TEST(GgufReader, TakesTheAlignmentFromTheKey) {
  const auto draft = [](std::uint32_t alignment) {
    return gguf_test::Draft{.keys = {gguf_test::key("general.alignment", 4, raw(alignment))},
                            .entries = {entry("s", {1}, kF32, 0), entry("t", {1}, kF32, 8)},
                            .data = 12,
                            .alignment = 8};
  };
  EXPECT_EQ(parse_draft(draft(8)).at("t").bytes.size(), 4U);
  EXPECT_ERROR(parse_draft(draft(16)), kInvalidData, "offset 8 is no multiple of 16");
  for (const std::uint32_t wrong : {0U, 4U, 24U}) {
    EXPECT_ERROR(parse_draft(draft(wrong)), kInvalidData,
                 fmt::format("'x': general.alignment is no power of two of 8 or more: {}", wrong));
  }
}

TEST(GgufReader, RefusesAnAlignmentThatIsNoWholeNumber) {
  EXPECT_ERROR(
      parse_draft({.keys = {gguf_test::key("general.alignment", 8, gguf_test::text("32"))}}),
      kInvalidData, "'x': general.alignment is no power of two");
}

TEST(GgufReader, RefusesOverlappingTensors) {
  EXPECT_ERROR(
      parse_draft({.entries = {entry("b", {9}, kF32, 0), entry("a", {1}, kF32, 32)}, .data = 64}),
      kInvalidData, "'x': tensors 'b' and 'a' overlap");
  EXPECT_ERROR(
      parse_draft({.entries = {entry("b", {1}, kF32, 0), entry("a", {1}, kF32, 0)}, .data = 64}),
      kInvalidData, "overlap");
}

TEST(GgufReader, AllowsAHole) {
  const GgufFile file =
      parse_draft({.entries = {entry("b", {1}, kF32, 64), entry("a", {1}, kF32, 0)}, .data = 96});
  EXPECT_EQ(file.tensors().size(), 2U);
}

TEST(GgufReader, RefusesARepeatedTensor) {
  EXPECT_ERROR(
      parse_draft({.entries = {entry("t", {1}, kF32, 0), entry("t", {1}, kF32, 32)}, .data = 64}),
      kInvalidData, "'x': tensor 't' is repeated");
}

TEST(GgufReader, RefusesANameThatIsNoUtf8) {
  EXPECT_ERROR(parse_one(entry("a\xff", {1}, kF32, 0), 4), kInvalidData,
               "'x': the name 'a\\xff' of a tensor is no UTF-8");
}

TEST(GgufReader, OpensAFile) {
  const maas::test::TemporaryDirectory directory;
  base::write_file(directory / "m.gguf",
                   file_of({.entries = {entry("t", {1}, kF32, 0)}, .data = 4}));
  const GgufFile file = open_gguf(directory / "m.gguf");
  EXPECT_EQ(file.at("t").bytes.front(), std::byte{1});
  EXPECT_EQ(file.origin(), (directory / "m.gguf").string());
  EXPECT_ERROR(open_gguf(directory / "missing"), kNotFound, "missing");
  base::write_file(directory / "empty", "");
  EXPECT_ERROR(open_gguf(directory / "empty"), kInvalidData, "is no GGUF file");
}

TEST(GgufReader, ReadsAMillionTensorsInLinearTime) {
  gguf_test::Draft draft;
  for (std::uint64_t i = 0; i < 1'000'000; ++i) {
    draft.entries.push_back(entry(fmt::format("tensor.{}", i), {1}, kF32, 32 * i));
  }
  draft.data = 32 * draft.entries.size();
  const std::string bytes = file_of(draft);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(parse(bytes).tensors().size(), draft.entries.size());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

}  // namespace
}  // namespace maas::formats
