#include "formats/gguf/writer.h"

#include <array>
#include <limits>

#include "base/files.h"
#include "formats/gguf/files.h"
#include "support/support.h"

namespace maas::formats {
namespace {

using maas::test::TemporaryDirectory;

constexpr std::array<std::byte, 4096> kBytes = {std::byte{7}, std::byte{8}};

GgufTensor tensor(std::string name, BlockType type, std::vector<std::int64_t> shape,
                  std::size_t bytes) {
  return {.name = std::move(name),
          .type = type,
          .shape = std::move(shape),
          .bytes = std::span(kBytes).first(bytes)};
}

std::string written(const GgufMetadata& metadata, const std::vector<GgufTensor>& tensors) {
  const TemporaryDirectory directory;
  write_gguf(directory / "x", metadata, tensors);
  return base::read_file(directory / "x");
}

GgufMetadata one_key(GgufValue value, GgufType type) {
  GgufMetadata metadata;
  metadata.add("k", std::move(value), type);
  return metadata;
}

TEST(GgufWriter, WritesWhatTheReaderReads) {
  GgufMetadata metadata;
  metadata.add("general.architecture", std::string("llama"));
  metadata.add("general.file_type", std::int64_t{3});
  metadata.add("llama.rope.freq_base", 10000.5);
  metadata.add("tokens", std::vector<std::string>{"a", "", "ü"});
  metadata.add("flags", std::vector<bool>{true, false});
  metadata.add("large", std::numeric_limits<std::uint64_t>::max());
  const std::string bytes = written(
      metadata, {tensor("w", BlockType::kQ4_1, {2, 64}, 80), tensor("b", BlockType::kBF16, {3}, 6),
                 tensor("n", BlockType::kF32, {0}, 0)});
  const GgufFile file = gguf_test::parse(bytes);
  EXPECT_EQ(file.metadata().entries(), metadata.entries());
  ASSERT_EQ(file.tensors().size(), 3U);
  EXPECT_EQ(file.at("w").shape, (std::vector<std::int64_t>{2, 64}));
  EXPECT_EQ(file.at("w").type, BlockType::kQ4_1);
  EXPECT_TRUE(std::ranges::equal(file.at("w").bytes, std::span(kBytes).first(80)));
  EXPECT_EQ(file.at("b").bytes.size(), 6U);
  EXPECT_EQ(bytes.size() % 32, 0U);
}

TEST(GgufWriter, LaysFilesOutAsTheReferenceDoes) {
  const std::string theirs = base::read_file(MAAS_FIXTURES "/gguf/blocks.gguf");
  const GgufFile file = gguf_test::parse(theirs);
  EXPECT_EQ(written(file.metadata(), file.tensors()), theirs);
}

TEST(GgufWriter, KeepsTheAlignmentOfTheKey) {
  const std::string bytes =
      written(one_key(std::int64_t{64}, GgufType::kU32), {tensor("t", BlockType::kI8, {1}, 1)});
  EXPECT_EQ(bytes.size() % 32, 0U);
  GgufMetadata metadata;
  metadata.add("general.alignment", std::int64_t{256});
  const std::string wide =
      written(metadata, {tensor("s", BlockType::kI8, {1}, 1), tensor("t", BlockType::kI8, {1}, 1)});
  EXPECT_EQ(wide.size() % 256, 0U);
  EXPECT_EQ(
      gguf_test::parse(wide).at("t").bytes.data() - gguf_test::parse(wide).at("s").bytes.data(),
      256);
}

TEST(GgufWriter, WritesNoDataForNoTensors) {
  EXPECT_EQ(written({}, {}).size(), 24U);
}

TEST(GgufWriter, KeepsTheTypesOfValues) {
  for (const GgufType type : {GgufType::kU8, GgufType::kI8, GgufType::kU16, GgufType::kI16,
                              GgufType::kU32, GgufType::kI32, GgufType::kI64}) {
    const GgufFile file = gguf_test::parse(written(one_key(std::int64_t{100}, type), {}));
    EXPECT_EQ(file.metadata().type_at(0), type);
    EXPECT_EQ(file.metadata().whole("k"), 100);
  }
  for (const GgufType type : {GgufType::kF32, GgufType::kF64}) {
    const GgufFile file = gguf_test::parse(written(one_key(std::vector<double>{0.5}, type), {}));
    EXPECT_EQ(file.metadata().type_at(0), type);
    EXPECT_EQ(*file.metadata().numbers("k"), (std::vector<double>{0.5}));
  }
}

TEST(GgufWriter, HashesWhatItWrites) {
  const TemporaryDirectory directory;
  base::Sha256 hash;
  write_gguf(directory / "x", {}, {tensor("t", BlockType::kF16, {5}, 10)}, &hash);
  EXPECT_EQ(hash.hexadecimal(), base::sha256_file(directory / "x"));
}

TEST(GgufWriter, TakesTensorsOneByOne) {
  const TemporaryDirectory directory;
  const std::vector<GgufTensor> tensors = {tensor("s", BlockType::kF16, {5}, 10),
                                           tensor("t", BlockType::kF32, {2}, 8)};
  GgufWriter writer(directory / "x", {}, tensors);
  for (const GgufTensor& each : tensors) writer.write(each.bytes);
  EXPECT_FALSE(base::exists(directory / "x"));
  writer.commit();
  EXPECT_EQ(base::read_file(directory / "x"), written({}, tensors));
}

TEST(GgufWriter, RefusesToLeaveATensorOut) {
  const TemporaryDirectory directory;
  GgufWriter writer(directory / "x", {}, {tensor("t", BlockType::kF16, {5}, 10)});
  EXPECT_ERROR(writer.commit(), kInternal, "tensor 't' is not written");
}

TEST(GgufWriter, RefusesATensorTooMany) {
  const TemporaryDirectory directory;
  GgufWriter writer(directory / "x", {}, {});
  EXPECT_ERROR(writer.write({}), kInternal, "there are no more tensors to write");
}

TEST(GgufWriter, RefusesBytesThatDoNotFillTheShape) {
  EXPECT_ERROR(written({}, {tensor("t", BlockType::kQ8_0, {32}, 33)}), kInternal,
               "tensor 't' has 33 bytes, its shape 34");
}

TEST(GgufWriter, RefusesRowsThatAreNoWholeBlocks) {
  EXPECT_ERROR(written({}, {tensor("t", BlockType::kQ8_0, {2, 16}, 34)}), kInternal,
               "tensor 't' cannot be written: Q8_0 [2, 16]");
}

TEST(GgufWriter, RefusesMoreThanFourDimensions) {
  EXPECT_ERROR(written({}, {tensor("t", BlockType::kI8, {1, 1, 1, 1, 1}, 1)}), kInternal,
               "cannot be written: I8 [1, 1, 1, 1, 1]");
}

TEST(GgufWriter, RefusesANameThatOthersDoNotRead) {
  EXPECT_EQ(gguf_test::parse(written({}, {tensor(std::string(63, 'n'), BlockType::kI8, {1}, 1)}))
                .tensors()
                .size(),
            1U);
  EXPECT_ERROR(written({}, {tensor(std::string(64, 'n'), BlockType::kI8, {1}, 1)}), kInternal,
               "nnn' cannot be written: I8 [1]");
}

TEST(GgufWriter, RefusesARepeatedTensor) {
  const GgufTensor one = tensor("t", BlockType::kI8, {1}, 1);
  EXPECT_ERROR(written({}, {one, one}), kInternal, "tensor 't' is written twice");
}

TEST(GgufWriter, RefusesAValueThatDoesNotFitItsType) {
  const std::string problem = "the value of 'k' does not fit type";
  EXPECT_ERROR(written(one_key(std::int64_t{256}, GgufType::kU8), {}), kInternal, problem);
  EXPECT_ERROR(written(one_key(std::int64_t{1}, GgufType::kF32), {}), kInternal, problem);
  EXPECT_ERROR(written(one_key(std::int64_t{1}, GgufType::kBool), {}), kInternal, problem);
  EXPECT_ERROR(written(one_key(0.5, GgufType::kI32), {}), kInternal, problem);
  EXPECT_ERROR(written(one_key(true, GgufType::kI32), {}), kInternal, problem);
  EXPECT_ERROR(written(one_key(std::string("a"), GgufType::kI8), {}), kInternal, problem);
  EXPECT_ERROR(written(one_key(std::vector<std::int64_t>{-1}, GgufType::kU32), {}), kInternal,
               problem);
}

TEST(GgufWriter, RefusesAnUnusableAlignment) {
  GgufMetadata metadata;
  metadata.add("general.alignment", std::int64_t{24});
  EXPECT_ERROR(written(metadata, {}), kInvalidData, "no power of two of 8 or more: 24");
}

TEST(GgufWriter, LeavesNothingWhereItMayNotWrite) {
  EXPECT_ERROR(write_gguf("/proc/maas/x", {}, {}), kCannotCreate, "/proc/maas");
}

}  // namespace
}  // namespace maas::formats
