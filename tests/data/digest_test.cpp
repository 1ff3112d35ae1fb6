#include "data/digest.h"

#include "base/hashing.h"
#include "support/support.h"

namespace maas::data {
namespace {

TEST(Digest, IsTheBeginningOfTheSha256) {
  EXPECT_EQ(digest_of("abc"), digest_of_sha256(base::sha256("abc")));
  EXPECT_EQ(digest_of("abc").bytes[0], 0xba);  // FIPS 180-2, appendix B.1
  EXPECT_EQ(digest_of("abc").bytes[15], 0x23);
}

}  // namespace
}  // namespace maas::data
