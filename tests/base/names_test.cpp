#include "base/names.h"

#include <regex>

#include "base/hashing.h"
#include "support/support.h"

namespace maas::base {
namespace {

TEST(Names, AreOneSegmentOfAPath) {
  for (const auto* name : {"m", "mlp-int8", "Qwen2.5_0.5B", "7", "stats", "a..b"}) {
    EXPECT_TRUE(is_name(name)) << name;
  }
  for (const auto* text : {"", ".", "..", ".hidden", "-o", "_x", "a/b", "a\\b", "a\nb", "a b",
                           "a@1", "a:b", "a%2fb", "\xC3\xA9", "a\x7F"}) {
    EXPECT_FALSE(is_name(text)) << text;
  }
  EXPECT_FALSE(is_name(std::string_view("a\0", 2)));
}

TEST(Names, EndAt128Bytes) {
  EXPECT_TRUE(is_name(std::string(128, 'a')));
  EXPECT_FALSE(is_name(std::string(129, 'a')));
}

TEST(Names, AreWhatThePatternSays) {
  const std::regex pattern{std::string(kNamePattern)};
  constexpr std::string_view kBytes = "aZ09._-/\\ @:%\n";
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    Random random(seed);
    std::string text(random.below(6), '\0');
    for (char& c : text) c = kBytes[random.below(kBytes.size())];
    ASSERT_EQ(is_name(text), std::regex_match(text, pattern)) << text;
  }
}

TEST(Names, OfAnotherFormAreAFaultOfUsage) {
  EXPECT_NO_THROW(check_name("model", "m"));
  EXPECT_ERROR(check_name("model", "a/b"), kUsage,
               "'a/b' is no name of a model: [A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  EXPECT_ERROR(check_name("model", std::string(1 << 20, 'a')), kUsage, "aaa...'");
}

}  // namespace
}  // namespace maas::base
