#include "decoding/sampling/stop_strings.h"

#include "support/support.h"

namespace maas::decoding {
namespace {

TEST(StopStrings, HoldBackWhatCouldBeginOne) {
  StopStrings stop({"END"});
  EXPECT_EQ(stop.push("go EN"), "go ");
  EXPECT_EQ(stop.push("E"), "EN");
  EXPECT_EQ(stop.push("ND here"), "");
  EXPECT_EQ(stop.found(), "END");
  EXPECT_EQ(stop.push("more"), "");
  EXPECT_EQ(stop.finish(), "");
}

TEST(StopStrings, GiveBackWhatWasHeldAtTheEnd) {
  StopStrings stop({"</s>"});
  EXPECT_EQ(stop.push("a</"), "a");
  EXPECT_EQ(stop.finish(), "</");
  EXPECT_EQ(stop.found(), std::nullopt);
}

TEST(StopStrings, LetEverythingThroughWithoutStrings) {
  StopStrings stop({});
  EXPECT_EQ(stop.push("anything"), "anything");
}

TEST(StopStrings, TakeTheLongestOfThoseCompleteAtOnce) {
  StopStrings stop({"b", "ab"});
  EXPECT_EQ(stop.push("xab"), "x");
  EXPECT_EQ(stop.found(), "ab");
}

TEST(StopStrings, FindTheSameHoweverTheTextIsCut) {
  const std::string text = "aabaabaaabab\n\nUser: aab";
  for (const std::vector<std::string>& strings :
       {std::vector<std::string>{"aabaaa"}, {"abab", "ba"}, {"\n\nUser:", "\n\nBot:"}, {"zz"}}) {
    StopStrings whole(strings);
    std::string expected = whole.push(text);
    expected += whole.finish();
    for (std::size_t first = 0; first <= text.size(); ++first) {
      for (std::size_t second = first; second <= text.size(); ++second) {
        StopStrings cut(strings);
        std::string got = cut.push(text.substr(0, first));
        got += cut.push(text.substr(first, second - first));
        got += cut.push(text.substr(second));
        got += cut.finish();
        ASSERT_EQ(got, expected) << first << ", " << second;
        ASSERT_EQ(cut.found(), whole.found());
      }
    }
  }
}

TEST(StopStrings, RefuseAnEmptyOne) {
  EXPECT_ERROR(StopStrings({"a", ""}), kUsage, "a stop string is empty");
}

}  // namespace
}  // namespace maas::decoding
