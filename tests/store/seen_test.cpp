#include "store/seen.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "base/hashing.h"
#include "support/support.h"

namespace maas::store {
namespace {

SeenSamples parsed(const std::string& bytes) {
  return parse_seen_samples(std::as_bytes(std::span(bytes)), "seen.bin");
}

std::vector<std::uint64_t> drawn(std::uint64_t seed, std::size_t count) {
  base::Random random(seed);
  std::vector<std::uint64_t> keys(count);
  for (std::uint64_t& key : keys) key = random.next();
  return keys;
}

TEST(SeenSamples, ContainWhatTheyWereMadeOfAndNothingElse) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto keys = drawn(seed, seed * 7);
    const SeenSamples seen(keys);
    for (const std::uint64_t key : keys) EXPECT_TRUE(seen.contains(key));
    for (const std::uint64_t key : drawn(seed + 1000, 50)) EXPECT_FALSE(seen.contains(key));
  }
}

TEST(SeenSamples, CountRepeatedOnesOnce) {
  EXPECT_EQ(SeenSamples({3, 1, 3, 1, 1}).size(), 2u);
}

TEST(SeenSamples, OfTwoModelsAreUnited) {
  SeenSamples seen({1, 2, 3});
  seen.add(SeenSamples({3, 4}));
  EXPECT_EQ(seen, SeenSamples({1, 2, 3, 4}));
}

TEST(SeenSamples, AreReadAsTheyWereWritten) {
  for (const std::size_t count : {0u, 1u, 2u, 1000u}) {
    const SeenSamples seen(drawn(count, count));
    EXPECT_EQ(parsed(seen.serialized()), seen);
  }
}

TEST(SeenSamples, OfADirectoryWithoutARecordAreUnknown) {
  const test::TemporaryDirectory directory;
  EXPECT_FALSE(read_seen_samples(directory.path()));
  base::write_file(directory.path() / kSeenSamples, SeenSamples({5}).serialized());
  EXPECT_TRUE(read_seen_samples(directory.path())->contains(5));
}

TEST(SeenSamples, OfATruncatedFileAreRefused) {
  const std::string whole = SeenSamples({1, 2}).serialized();
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_ERROR(parsed(whole.substr(0, length)), kInvalidData, "seen.bin: ");
  }
}

TEST(SeenSamples, OfAnotherFileOrVersionAreRefused) {
  std::string bytes = SeenSamples({1, 2}).serialized();
  bytes[8] = 2;
  EXPECT_ERROR(parsed(bytes), kInvalidData, "has version 2, this program reads version 1");
  bytes[0] = 'X';
  EXPECT_ERROR(parsed(bytes), kInvalidData, "is no record of seen samples");
}

TEST(SeenSamples, ThatAnnounceMoreThanTheyHoldAreRefused) {
  std::string bytes = SeenSamples({1, 2}).serialized();
  bytes[23] = '\x7f';
  EXPECT_ERROR(parsed(bytes), kInvalidData, "holds 16 bytes of them");
}

TEST(SeenSamples, OutOfOrderOrRepeatedAreRefused) {
  std::string bytes = SeenSamples({1, 2}).serialized();
  bytes[32] = 1;
  EXPECT_ERROR(parsed(bytes), kInvalidData, "not in rising order");
}

}  // namespace
}  // namespace maas::store
