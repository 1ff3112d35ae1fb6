#include "base/hmac.h"

#include "support/support.h"

namespace maas::base {
namespace {

std::string hexadecimal(const Hmac::Digest& digest) {
  return fmt::format("{:02x}", fmt::join(digest, ""));
}

TEST(Hmac, GivesTheVectorsOfRfc4231) {
  EXPECT_EQ(hexadecimal(Hmac(std::string(20, '\x0b')).of("Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hexadecimal(Hmac("Jefe").of("what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Hmac, KeepsItsKeyFromMessageToMessageAndInCopies) {
  Hmac hmac("Jefe");
  const Hmac::Digest first = hmac.of("one");
  Hmac copy = hmac;
  EXPECT_NE(hmac.of("two"), first);
  EXPECT_EQ(hmac.of("one"), first);
  EXPECT_EQ(copy.of("one"), first);
}

TEST(RandomBytes, AreOthersEveryTime) {
  EXPECT_EQ(random_bytes(32).size(), 32U);
  EXPECT_NE(random_bytes(32), random_bytes(32));
}

}  // namespace
}  // namespace maas::base
