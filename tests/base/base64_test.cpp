#include "base/base64.h"

#include "base/hashing.h"
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

TEST(FromBase64, UndoesBase64OfAnyBytes) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    Random random(seed);
    std::string bytes(random.below(200), '\0');
    for (char& byte : bytes) byte = static_cast<char>(random.next());
    std::string text = base64(bytes);
    ASSERT_EQ(from_base64(text), bytes) << seed;
    for (std::size_t at = 0; at < text.size(); at += 77) text.insert(at, "\r\n");
    ASSERT_EQ(from_base64(text), bytes) << seed;
    while (text.ends_with('=')) text.pop_back();
    ASSERT_EQ(from_base64(text), bytes) << seed;
  }
}

TEST(FromBase64, RefusesWhatIsNotBase64) {
  for (const auto* text : {"Z", "Zm9vY", "Zm9v!", "Zm 9v", "Zg==Zg==", "Zg===", "Zh==", "Zm9=",
                           "Zm-_", "hello, world", "\xff\xff\xff\xff"}) {
    EXPECT_EQ(from_base64(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace maas::base
