#include "base/hashing.h"

#include <bit>
#include <vector>

#include "base/files.h"
#include "support/support.h"

namespace maas::base {
namespace {

TEST(Sha256, IsThatOfTheStandard) {  // FIPS 180-2, appendix B.1
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, OfAFileIsThatOfItsBytes) {
  const test::TemporaryDirectory directory;
  const std::string content(3'000'000, 'm');
  write_file(directory / "file", content);
  EXPECT_EQ(sha256_file(directory / "file"), sha256(content));
}

TEST(Sha256, AsksBetweenPiecesWhetherToGoOn) {
  const std::string content(3'000'000, 'm');
  int asked = 0;
  EXPECT_EQ(sha256(content, [&] { ++asked; }), sha256(content));
  EXPECT_EQ(asked, 3);
  EXPECT_ERROR(sha256(content, [] { fail(ErrorCode::kInterrupted, "enough"); }), kInterrupted,
               "enough");
}

TEST(Sha256, NamesAMissingFile) {
  EXPECT_ERROR(sha256_file("/nowhere"), kNotFound, "cannot read '/nowhere'");
  EXPECT_ERROR(sha256_file("/dev/zero"), kInvalidData, "it is a device, no regular file");
}

TEST(Mix, ChangesHalfOfTheBitsWhenOneChanges) {
  double changed = 0;
  for (std::uint64_t value = 0; value < 1000; ++value) {
    for (int bit = 0; bit < 64; ++bit) {
      changed += std::popcount(mix(value) ^ mix(value ^ (std::uint64_t{1} << bit)));
    }
  }
  EXPECT_NEAR(changed / 64'000, 32, 0.1);
}

TEST(Random, GivesTheSameSequenceForTheSameKey) {
  Random first(7);
  Random second(7);
  Random other(8);
  for (int i = 0; i < 100; ++i) {
    const std::uint64_t value = first.next();
    EXPECT_EQ(value, second.next());
    EXPECT_NE(value, other.next());
  }
}

TEST(Random, IsUniformBelowItsBound) {
  Random random(1);
  std::vector<int> counts(7);
  for (int i = 0; i < 70'000; ++i) ++counts[random.below(7)];
  for (const int count : counts) EXPECT_NEAR(count, 10'000, 500);
}

TEST(Random, StaysInTheUnitInterval) {
  Random random(1);
  double sum = 0;
  for (int i = 0; i < 10'000; ++i) {
    const double value = random.uniform();
    ASSERT_GE(value, 0);
    ASSERT_LT(value, 1);
    sum += value;
  }
  EXPECT_NEAR(sum / 10'000, 0.5, 0.02);
}

}  // namespace
}  // namespace maas::base
