#include "base/strings.h"

#include <cmath>

#include "base/hashing.h"
#include "support/support.h"

namespace maas::base {
namespace {

TEST(Closest, FindsASlipOfTheFinger) {
  const std::vector<std::string> keys = {"lr", "momentum", "weight_decay"};
  EXPECT_EQ(closest("momentun", keys), "momentum");
  EXPECT_EQ(closest("mometnum", keys), "momentum");
  EXPECT_EQ(closest("Weight-Decay", keys), "weight_decay");
  EXPECT_EQ(closest("l", keys), "lr");
}

TEST(Closest, FindsNothingForAnotherWord) {
  EXPECT_EQ(closest("batch_size", {"lr", "momentum"}), "");
  EXPECT_EQ(did_you_mean("batch_size", {"lr"}), "");
}

TEST(DidYouMean, AsksForTheClosestCandidate) {
  EXPECT_EQ(did_you_mean("adem", {"sgd", "adam"}), "did you mean 'adam'?");
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_EQ(split("a,,b,", ','), (std::vector<std::string>{"a", "", "b", ""}));
  EXPECT_EQ(split("", ','), std::vector<std::string>{""});
}

TEST(Trim, TakesBlanksOffBothEnds) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim(" \n"), "");
}

TEST(Abridged, IsShortAndOnOneLine) {
  EXPECT_EQ(abridged("a\nb\x7F"), "a?b?");
  EXPECT_EQ(abridged("abcdef", 3), "abc...");
  EXPECT_EQ(abridged("abc", 3), "abc");
  EXPECT_LT(abridged(std::string(1 << 20, 'x')).size(), 100);
}

TEST(Join, PutsSeparatorsBetween) {
  EXPECT_EQ(join({"a", "b"}), "a, b");
  EXPECT_EQ(join({}), "");
}

TEST(ReplaceAll, DoesNotReplaceInWhatItPutIn) {
  EXPECT_EQ(replace_all("aXbX", "X", "XX"), "aXXbXX");
}

TEST(Shortest, ReadsBackAsTheSameNumber) {
  Random random(3);
  for (int i = 0; i < 1000; ++i) {
    const double value =
        (random.uniform() - 0.5) * std::pow(10.0, static_cast<double>(random.below(40)) - 20);
    double back = 0;
    ASSERT_TRUE(parse_number(shortest(value), back));
    EXPECT_EQ(back, value);
  }
  EXPECT_EQ(shortest(3), "3");
  EXPECT_EQ(shortest(0.1), "0.1");
}

TEST(ParseNumber, RefusesWhatIsNotWhollyANumber) {
  double value = 0;
  for (const char* text : {"", "+", "+-1", "++1", "1x", "x1", " 1", "1 "}) {
    EXPECT_FALSE(parse_number(text, value)) << text;
  }
}

TEST(ParseNumber, ReadsSignsAndExponents) {
  double value = 0;
  EXPECT_TRUE(parse_number("+1e-3", value));
  EXPECT_EQ(value, 1e-3);
}

TEST(HumanBytes, ChoosesTheUnit) {
  EXPECT_EQ(human_bytes(999), "999 B");
  EXPECT_EQ(human_bytes(1'234'567), "1.2 MB");
}

TEST(HumanSeconds, ChoosesTheUnit) {
  EXPECT_EQ(human_seconds(3.21), "3.2 s");
  EXPECT_EQ(human_seconds(125), "2 min 05 s");
  EXPECT_EQ(human_seconds(3780), "1 h 03 min");
}

}  // namespace
}  // namespace maas::base
