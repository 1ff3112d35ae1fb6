#include "base/glob.h"

#include <fnmatch.h>

#include <string>

#include "base/hashing.h"
#include "support/support.h"

namespace maas::base {
namespace {

TEST(Glob, MatchesTheWholeText) {
  EXPECT_TRUE(glob_matches("layer1.weight", "layer1.weight"));
  EXPECT_TRUE(glob_matches("layer[1-3].*", "layer2.conv.weight"));
  EXPECT_TRUE(glob_matches("*.bias", "a.b.bias"));
  EXPECT_TRUE(glob_matches("?[!x]", "ab"));
  EXPECT_TRUE(glob_matches("*", ""));
  EXPECT_FALSE(glob_matches("layer[1-3].*", "layer4.weight"));
  EXPECT_FALSE(glob_matches("layer1", "layer1.weight"));
  EXPECT_FALSE(glob_matches("", "a"));
  EXPECT_FALSE(glob_matches("a?", "a"));
}

TEST(Glob, TakesAnOpenBracketForItself) {
  EXPECT_TRUE(glob_matches("a[1", "a[1"));
  EXPECT_FALSE(glob_matches("a[1", "a1"));
}

/// As the shell's, on short texts over few letters, which meet each other often.
TEST(Glob, MatchesWhatTheShellMatches) {
  Random random(7);
  const auto draw = [&](std::string_view letters, std::uint64_t most) {
    std::string text;
    for (auto length = random.below(most); length > 0; --length) {
      text += letters[random.below(letters.size())];
    }
    return text;
  };
  int matches = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string pattern = draw("ab*?", 7);
    if (random.below(4) == 0) pattern += "[!a]" + draw("ab*", 3);
    if (random.below(4) == 0) pattern = draw("a*", 3) + "[a-c]" + pattern;
    const std::string text = draw("abcd", 8);
    const bool expected = fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
    ASSERT_EQ(glob_matches(pattern, text), expected) << pattern << " on " << text;
    matches += expected;
  }
  EXPECT_GT(matches, 5000);
}

TEST(Glob, EndsSoonWhateverThePattern) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  EXPECT_FALSE(glob_matches(pattern + "b", std::string(2000, 'a')));
}

}  // namespace
}  // namespace maas::base
