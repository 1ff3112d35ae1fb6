#include "base/files.h"
#include "base/hashing.h"
#include "formats/safetensors/files.h"
#include "support/support.h"

namespace maas::formats {
namespace {

using maas::test::TemporaryDirectory;

constexpr std::array<std::byte, 1024> kBytes = {std::byte{7}, std::byte{8}};

TensorView view(std::string name, Dtype dtype, std::vector<std::int64_t> shape) {
  const std::size_t size = *bytes_of(dtype, shape);
  return {.name = std::move(name),
          .dtype = dtype,
          .shape = std::move(shape),
          .bytes = std::span(kBytes).first(size)};
}

std::string written(std::vector<TensorView> tensors) {
  const TemporaryDirectory directory;
  write_safetensors(directory / "x", std::move(tensors));
  return base::read_file(directory / "x");
}

TEST(SafetensorsWriter, OrdersByAlignmentThenName) {
  const std::string file = written({view("c", Dtype::kI8, {3}), view("b", Dtype::kF32, {2}),
                                    view("a", Dtype::kF32, {}), view("d", Dtype::kI64, {1})});
  EXPECT_THAT(file,
              testing::HasSubstr(R"({"__metadata__":{"format":"pt"},)"
                                 R"("d":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},)"
                                 R"("a":{"dtype":"F32","shape":[],"data_offsets":[8,12]},)"
                                 R"("b":{"dtype":"F32","shape":[2],"data_offsets":[12,20]},)"
                                 R"("c":{"dtype":"I8","shape":[3],"data_offsets":[20,23]}} )"));
}

TEST(SafetensorsWriter, GivesTheSameBytesForAnyOrder) {
  const TensorView a = view("a", Dtype::kF32, {4});
  const TensorView b = view("b", Dtype::kF16, {4});
  EXPECT_EQ(written({a, b}), written({b, a}));
}

TEST(SafetensorsWriter, StartsTheDataAtAMultipleOf64) {
  for (std::size_t length = 1; length < 70; length += 3) {
    const std::string file = written({view(std::string(length, 'n'), Dtype::kU8, {64})});
    EXPECT_EQ(file.size() % 64, 0U);
    EXPECT_EQ(file[file.size() - 64], '\7');
  }
}

TEST(SafetensorsWriter, WritesAFileWithoutTensors) {
  EXPECT_TRUE(test::parse(written({})).tensors().empty());
}

TEST(SafetensorsWriter, EscapesNames) {
  const std::string name = "a\"b\\c\nü";
  EXPECT_EQ(test::parse(written({view(name, Dtype::kU8, {1})})).at(name).bytes.size(), 1U);
}

TEST(SafetensorsWriter, RefusesAViewOfTheWrongSize) {
  TensorView wrong = view("w", Dtype::kF32, {2});
  wrong.bytes = wrong.bytes.first(7);
  EXPECT_ERROR(written({wrong}), kInternal, "tensor 'w': F32 [2] does not fill 7 bytes");
}

TEST(SafetensorsWriter, RefusesTheNameOfTheMetadata) {
  EXPECT_ERROR(written({view("__metadata__", Dtype::kU8, {1})}), kInternal, "__metadata__");
}

TEST(SafetensorsWriter, WritesWhatTheReaderReads) {
  base::Random random(5);
  for (int round = 0; round < 40; ++round) {
    std::vector<TensorView> tensors;
    for (std::uint64_t i = 0, count = random.below(8); i < count; ++i) {
      const auto dtype = static_cast<Dtype>(random.below(22));
      std::vector<std::int64_t> shape = {static_cast<std::int64_t>(random.below(4)) * 4};
      for (std::uint64_t d = random.below(3); d > 0; --d) {
        shape.push_back(static_cast<std::int64_t>(random.below(3)));
      }
      tensors.push_back(view(fmt::format("t{}", i), dtype, shape));
    }
    const std::string bytes = written(tensors);
    const TensorFile file = test::parse(bytes);
    ASSERT_EQ(file.tensors().size(), tensors.size());
    for (const TensorView& tensor : tensors) {
      const TensorView& back = file.at(tensor.name);
      EXPECT_EQ(back.dtype, tensor.dtype);
      EXPECT_EQ(back.shape, tensor.shape);
      EXPECT_TRUE(std::ranges::equal(back.bytes, tensor.bytes));
    }
  }
}

TEST(Dtype, IsFoundByItsName) {
  for (int i = 0; i < 22; ++i) {
    const auto dtype = static_cast<Dtype>(i);
    EXPECT_EQ(dtype_named(name_of(dtype)), dtype);
  }
  EXPECT_EQ(dtype_named("float32"), std::nullopt);
}

}  // namespace
}  // namespace maas::formats
