#include "formats/idx/idx.h"

#include <numeric>

#include "base/files.h"
#include "formats/gzip/gzip.h"
#include "support/support.h"

namespace maas::formats {
namespace {

using maas::test::TemporaryDirectory;
using Bytes = std::vector<std::byte>;
using Shape = std::vector<std::int64_t>;

std::vector<std::uint8_t> count_up(std::size_t size) {
  std::vector<std::uint8_t> values(size);
  std::iota(values.begin(), values.end(), std::uint8_t{0});
  return values;
}

Bytes file_of(const Shape& shape, std::size_t size) {
  return serialize_idx(shape, count_up(size));
}

void write(const std::filesystem::path& path, const Bytes& bytes) {
  base::write_file(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

TEST(ParseIdx, ReadsLabelsAndPictures) {
  for (const Shape& shape : {Shape{6}, Shape{1, 2, 3}, Shape{1, 3, 2, 1}}) {
    const Bytes file = file_of(shape, 6);
    const IdxArray array = parse_idx(file, "x");
    EXPECT_EQ(array.shape, shape);
    EXPECT_TRUE(std::ranges::equal(array.values, count_up(6)));
  }
}

TEST(ParseIdx, ReadsTheBytesOfTheSpecification) {
  const std::string file("\0\0\x08\1\0\0\0\2\7\x09", 10);
  const IdxArray array = parse_idx(std::as_bytes(std::span(file)), "x");
  EXPECT_EQ(array.shape, Shape{2});
  EXPECT_EQ(array.values[1], 9);
}

TEST(ParseIdx, ReadsAnArrayWithoutElements) {
  EXPECT_EQ(parse_idx(file_of({0, 28, 28}, 0), "x").values.size(), 0U);
}

TEST(ParseIdx, RefusesAWrongMagicNumber) {
  Bytes file = file_of({6}, 6);
  file[2] = std::byte{0x0d};
  EXPECT_ERROR(parse_idx(file, "x"), kInvalidData, "'x': magic number 0x00000d01 is not that of");
}

TEST(ParseIdx, RefusesOtherRanks) {
  EXPECT_ERROR(parse_idx(file_of({2, 3}, 6), "x"), kInvalidData, "magic number 0x00000802");
  EXPECT_ERROR(parse_idx(file_of({1, 1, 1, 2, 3}, 6), "x"), kInvalidData, "0x00000805");
}

TEST(ParseIdx, RefusesATruncatedFileAtEveryLength) {
  const Bytes whole = file_of({1, 2, 3}, 6);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_ERROR(parse_idx(std::span(whole).first(size), "x"), kInvalidData, "'x': ");
  }
  EXPECT_ERROR(parse_idx(std::span(whole).first(21), "x"), kInvalidData,
               "[1, 2, 3] needs 6 bytes, the file has 5: it is truncated");
}

TEST(ParseIdx, RefusesBytesBehindTheLastElement) {
  EXPECT_ERROR(parse_idx(file_of({1, 2, 3}, 7), "x"), kInvalidData,
               "[1, 2, 3] needs 6 bytes, the file has 7: it is followed by other bytes");
}

TEST(ParseIdx, RefusesASizeThatOverflows) {
  const std::int64_t most = 0xffffffff;
  EXPECT_ERROR(parse_idx(file_of({most, most, most}, 0), "x"), kInvalidData,
               "the size of [4294967295, 4294967295, 4294967295] overflows");
}

TEST(ReadIdx, ReadsPlainAndGzipFiles) {
  const TemporaryDirectory directory;
  const Bytes file = file_of({2, 2, 2}, 8);
  write(directory / "plain", file);
  write(directory / "deflated", gzip(file));
  for (const char* name : {"plain", "deflated"}) {
    const IdxArray array = read_idx(directory / name);
    EXPECT_EQ(array.shape, (Shape{2, 2, 2}));
    EXPECT_TRUE(std::ranges::equal(array.values, count_up(8)));
  }
}

TEST(ReadIdx, NamesTheFile) {
  const TemporaryDirectory directory;
  write(directory / "x", {});
  EXPECT_ERROR(read_idx(directory / "x"), kInvalidData, (directory / "x").string());
  EXPECT_ERROR(read_idx(directory / "y"), kNotFound, (directory / "y").string());
}

}  // namespace
}  // namespace maas::formats
