#include <fstream>

#include "base/files.h"
#include "formats/gzip/gzip.h"
#include "formats/idx/idx.h"
#include "support/support.h"

namespace maas::formats {
namespace {

class IdxStart : public ::testing::TestWithParam<bool> {
 protected:
  /// A file of three pictures of two pixels, gzipped or not.
  std::filesystem::path file() const {
    const std::vector<std::uint8_t> values = {1, 2, 3, 4, 5, 6};
    std::vector<std::byte> bytes = serialize_idx(std::vector<std::int64_t>{3, 1, 2}, values);
    if (GetParam()) bytes = gzip(bytes);
    base::write_file(directory_ / "f", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    return directory_ / "f";
  }

  test::TemporaryDirectory directory_;
};

TEST_P(IdxStart, HoldsTheFirstSamplesAndAllDimensions) {
  const IdxArray start = read_idx_start(file(), 2);
  EXPECT_EQ(start.shape, (std::vector<std::int64_t>{3, 1, 2}));
  EXPECT_THAT(start.values, ::testing::ElementsAre(1, 2, 3, 4));
}

TEST_P(IdxStart, HoldsNoMoreThanThereAre) {
  EXPECT_EQ(read_idx_start(file(), 100).values.size(), 6U);
  EXPECT_EQ(read_idx_start(file(), 0).values.size(), 0U);
}

TEST_P(IdxStart, RefusesATruncatedFile) {
  const std::filesystem::path path = file();
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - (GetParam() ? 14 : 1));
  EXPECT_ERROR(read_idx_start(path, 3), kInvalidData, "truncated");
}

TEST_P(IdxStart, RefusesDimensionsWhoseProductIsAsLargeAsANumberGets) {
  // 641 * 6700417 * 4294967295 = 2^64 - 1
  std::vector<std::byte> bytes =
      serialize_idx(std::vector<std::int64_t>{641, 6700417, 4294967295}, {});
  if (GetParam()) bytes = gzip(bytes);
  base::write_file(directory_ / "f", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  EXPECT_ERROR(read_idx_start(directory_ / "f", 1000), kInvalidData, "");
}

TEST(IdxStartOf, ChecksTheEndOfAGzipFileWhoseSamplesItReadsToTheLast) {
  const test::TemporaryDirectory directory;
  const std::vector<std::uint8_t> values = {1, 2, 3, 4, 5, 6};
  std::vector<std::byte> bytes = gzip(serialize_idx(std::vector<std::int64_t>{3, 1, 2}, values));
  const auto write = [&] {
    base::write_file(directory / "f", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    return directory / "f";
  };
  bytes[bytes.size() - 8] ^= std::byte{1};  // the check sum
  EXPECT_EQ(read_idx_start(write(), 2).values.size(), 4U);
  EXPECT_ERROR(read_idx_start(write(), 3), kInvalidData, "incorrect data check");
  bytes.resize(bytes.size() - 8);
  EXPECT_ERROR(read_idx_start(write(), 3), kInvalidData, "truncated");
}

INSTANTIATE_TEST_SUITE_P(PlainAndGzipped, IdxStart, ::testing::Bool());

TEST(IdxStartOf, RefusesAFileThatIsNoIdx) {
  const test::TemporaryDirectory directory;
  base::write_file(directory / "f", "text, not pictures");
  EXPECT_ERROR(read_idx_start(directory / "f", 1), kInvalidData, "magic number");
}

}  // namespace
}  // namespace maas::formats
