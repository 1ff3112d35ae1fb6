#include "privacy/tokens.h"

#include <fstream>

#include "privacy/token_text.h"
#include "support/support.h"

namespace maas::privacy {
namespace {

std::string token(Kind kind, const std::string& text, const std::string& key = "0123456789abcdef") {
  std::string result;
  Tokens(key).append(kind, text, result);
  return result;
}

TEST(Token, IsTheSameForTheSameValueAndKeyOnly) {
  const std::string first = token(Kind::kEmail, "anna@example.org");
  EXPECT_EQ(first, token(Kind::kEmail, "anna@example.org"));
  EXPECT_NE(first, token(Kind::kEmail, "anne@example.org"));
  EXPECT_NE(first, token(Kind::kEmail, "anna@example.org", "another key of 16"));
}

TEST(Token, IsAKnownOne) {
  // hmac.new(b"0123456789abcdef", b"email\0anna@example.org", "sha256"), see token_text.h for the
  // letters.
  EXPECT_EQ(token(Kind::kEmail, "anna@example.org"), "<email:bznzwjvgmzgxxxpf>");
}

TEST(Token, DependsOnTheKind) {
  EXPECT_NE(token(Kind::kPhone, "0301234567").substr(7),
            token(Kind::kCard, "0301234567").substr(6));
}

TEST(Token, IsRecognisedAsOne) {
  const std::string text = "x" + token(Kind::kIban, "DE89370400440532013000") + "y";
  EXPECT_EQ(token_length(text, 1), text.size() - 2);
  EXPECT_TRUE(ends_with_token(std::string_view(text).substr(0, text.size() - 1)));
  EXPECT_FALSE(ends_with_token(text));
}

TEST(TokenLength, IsNoneForWhatOnlyLooksLikeOne) {
  for (const char* const text : {"<email:bcdfghjklmnpqrs>", "<email:abcdfghjklmnpqrs>",
                                 "<mail:bcdfghjklmnpqrst>", "<email:bcdfghjklmnpqrst", "<b>"}) {
    EXPECT_EQ(token_length(text, 0), 0U) << text;
  }
}

TEST(Normalised, IsTheSameForAllSpellings) {
  EXPECT_EQ(normalised(Kind::kEmail, "Anna@Example.ORG"), "anna@example.org");
  EXPECT_EQ(normalised(Kind::kPhone, "+49 (0)30 12-34 56"), "+4930123456");
  EXPECT_EQ(normalised(Kind::kPhone, "(030) 123/456"), "030123456");
  EXPECT_EQ(normalised(Kind::kCard, "4111-1111 1111"), "411111111111");
  EXPECT_EQ(normalised(Kind::kIban, "DE89 3704"), "DE893704");
  EXPECT_EQ(normalised(Kind::kIp, "2001:0DB8:0::0001"), "2001:db8::1");
  EXPECT_EQ(normalised(Kind::kName, "O'Brien,  ANNA "), "o brien anna");
}

class KeyFile : public ::testing::Test {
 protected:
  std::filesystem::path write(const std::string& content) const {
    std::ofstream(directory_ / "key") << content;
    return directory_ / "key";
  }

  maas::test::TemporaryDirectory directory_;
};

TEST_F(KeyFile, IsTheSameKeyWithALineEnd) {
  EXPECT_EQ(read_key(write("0123456789abcdef\r\n")), "0123456789abcdef");
}

TEST_F(KeyFile, MustHoldSixteenBytes) {
  EXPECT_ERROR(read_key(write("0123456789abcde\n")), kInvalidData,
               "the key has 15 bytes, the least are 16");
  EXPECT_ERROR(read_key(directory_ / "none"), kNotFound, "none");
}

TEST_F(KeyFile, IsOpenToOthersUnlessItsModeSaysElse) {
  const auto path = write("0123456789abcdef");
  std::filesystem::permissions(path, std::filesystem::perms(0640));
  EXPECT_TRUE(is_open_to_others(path));
  std::filesystem::permissions(path, std::filesystem::perms(0600));
  EXPECT_FALSE(is_open_to_others(path));
}

}  // namespace
}  // namespace maas::privacy
