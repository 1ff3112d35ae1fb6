#include "formats/gzip/gzip.h"

#include "base/hashing.h"
#include "support/support.h"

namespace maas::formats {
namespace {

using Bytes = std::vector<std::byte>;

Bytes random_bytes(std::size_t size, std::uint64_t values) {
  base::Random random(size);
  Bytes bytes(size);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(random.below(values));
  return bytes;
}

Bytes joined(Bytes first, const Bytes& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

TEST(Gunzip, GivesBackWhatWasDeflated) {
  for (const std::size_t size : {0, 1, 65'535, 65'536, 65'537, 300'000}) {
    for (const std::uint64_t values : {1, 4, 256}) {
      const Bytes bytes = random_bytes(size, values);
      EXPECT_EQ(gunzip(gzip(bytes), size, "x"), bytes);
    }
  }
}

TEST(Gunzip, ReadsSeveralMembers) {
  const Bytes first = random_bytes(70'000, 9);
  const Bytes second = random_bytes(5, 9);
  EXPECT_EQ(gunzip(joined(gzip(first), gzip(second)), 100'000, "x"), joined(first, second));
}

TEST(Gunzip, RefusesMoreThanTheLimit) {
  const Bytes bomb = gzip(Bytes(10'000'000));
  EXPECT_ERROR(gunzip(bomb, 9'999'999, "x"), kInvalidData,
               "'x': inflates to more than 9999999 bytes");
  EXPECT_ERROR(gunzip(joined(gzip(Bytes(6)), gzip(Bytes(6))), 11, "x"), kInvalidData,
               "inflates to more than 11 bytes");
}

TEST(Gunzip, RefusesATruncatedFileAtEveryLength) {
  const Bytes whole = gzip(random_bytes(100, 16));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_ERROR(gunzip(std::span(whole).first(size), 100, "x"), kInvalidData,
                 "'x': gzip is truncated");
  }
}

TEST(Gunzip, RefusesAWrongChecksum) {
  Bytes file = gzip(random_bytes(100, 16));
  file[file.size() - 8] ^= std::byte{1};
  EXPECT_ERROR(gunzip(file, 100, "x"), kInvalidData, "gzip is broken: incorrect data check");
}

TEST(Gunzip, RefusesOtherBytesBehindTheLastMember) {
  EXPECT_ERROR(gunzip(joined(gzip(random_bytes(9, 9)), random_bytes(20, 9)), 100, "x"),
               kInvalidData, "gzip is broken: incorrect header check");
}

TEST(GunzipStart, GivesTheFirstBytesOfAllMembers) {
  const Bytes first = random_bytes(70'000, 9);
  const Bytes second = random_bytes(10, 9);
  const Bytes file = joined(gzip(first), gzip(second));
  const Bytes whole = joined(first, second);
  for (const std::size_t size : {0, 1, 69'999, 70'000, 70'001, 70'010, 80'000}) {
    const auto end = std::min(size, whole.size());
    EXPECT_EQ(gunzip_start(file, size, "x"),
              Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(end)));
  }
}

TEST(GunzipStart, DoesNotLookBehindWhatIsAsked) {
  Bytes file = gzip(random_bytes(100'000, 256));
  file.resize(file.size() / 2);
  EXPECT_EQ(gunzip_start(file, 10, "x").size(), 10U);
  EXPECT_ERROR(gunzip_start(file, 100'000, "x"), kInvalidData, "'x': gzip is truncated");
}

TEST(IsGzip, LooksAtTheFirstTwoBytes) {
  EXPECT_TRUE(is_gzip(gzip({})));
  EXPECT_FALSE(is_gzip(random_bytes(2, 9)));
  EXPECT_FALSE(is_gzip({}));
}

}  // namespace
}  // namespace maas::formats
