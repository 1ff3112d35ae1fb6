#include "base/base64.h"

#include "support/support.h"

namespace maas::base {
namespace {

/// The examples of RFC 4648, 10.
TEST(Base64, IsThatOfTheSpecification) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, TakesAnyByte) {
  EXPECT_EQ(base64({"\0\xff\xfb", 3}), "AP/7");
}

}  // namespace
}  // namespace maas::base
