#include "formats/tfrecord/crc32c.h"

#include <numeric>
#include <string>

#include "support/support.h"

namespace maas::formats {
namespace {

/// The examples of RFC 3720, B.4.
TEST(Crc32c, IsThatOfTheSpecification) {
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8a9136aaU);
  EXPECT_EQ(crc32c(std::string(32, '\xff')), 0x62a8ab43U);
  std::string ascending(32, '\0');
  std::iota(ascending.begin(), ascending.end(), '\0');
  EXPECT_EQ(crc32c(ascending), 0x46dd794eU);
  const std::string descending(ascending.rbegin(), ascending.rend());
  EXPECT_EQ(crc32c(descending), 0x113fdb5cU);
}

TEST(Crc32c, OfNothingIsZero) {
  EXPECT_EQ(crc32c(""), 0U);
}

}  // namespace
}  // namespace maas::formats
