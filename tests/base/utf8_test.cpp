#include "base/utf8.h"

#include "support/support.h"

namespace maas::base {
namespace {

using namespace std::string_literals;

TEST(Utf8, IsValidInOneToFourBytes) {
  EXPECT_EQ(first_code_point("a").value, U'a');
  EXPECT_EQ(first_code_point("ä").value, U'ä');
  EXPECT_EQ(first_code_point("€").value, U'€');
  EXPECT_EQ(first_code_point("🙂").length, 4U);
}

TEST(Utf8, IsInvalidWhereItIsOverlongTruncatedASurrogateOrTooLarge) {
  for (const char* text :
       {"\xc0\xaf", "\xe2\x82", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80", "\xff"}) {
    EXPECT_EQ(first_code_point(text).length, 0U);
  }
}

TEST(Utf8, IsInvalidFromItsFirstBadByteOn) {
  EXPECT_EQ(find_invalid_utf8("äb\xff"), 3U);
  EXPECT_EQ(find_invalid_utf8("a\0b"s), 1U);
  EXPECT_EQ(find_invalid_utf8("äb"), std::string_view::npos);
}

TEST(EndOfAscii, IsTheFirstByteBeyondItWhereverThatStands) {
  for (std::size_t length = 0; length < 40; ++length) {
    const std::string text(length, 'x');
    EXPECT_EQ(end_of_ascii(text), length);
    EXPECT_EQ(end_of_ascii(text + "ä" + text), length);
    EXPECT_EQ(end_of_ascii("ä" + text, 2), length + 2);
  }
}

TEST(Columns, AreTwoForIdeographsAndNoneForCombiningMarks) {
  EXPECT_EQ(columns_of("Stoß"), 4U);
  EXPECT_EQ(columns_of("靴"), 2U);
  EXPECT_EQ(columns_of("e\u0301"), 1U);
  EXPECT_EQ(columns_of(""), 0U);
}

TEST(Columns, CutNoCodePoint) {
  EXPECT_EQ(front_of("Stöße", 3), "Stö");
  EXPECT_EQ(front_of("靴下", 3), "靴");
  EXPECT_EQ(front_of("靴下", 1), "靴");
  EXPECT_EQ(front_of("ab", 9), "ab");
}

TEST(Printable, LeavesLettersOfAnyScript) {
  EXPECT_EQ(printable("Stiefel, µ, 靴, 🙂 \\"), "Stiefel, µ, 靴, 🙂 \\");
}

TEST(Printable, EscapesWhatTerminalsObey) {
  EXPECT_EQ(printable("\x1b[31mred\x7f"), "\\x1b[31mred\\x7f");
  EXPECT_EQ(printable("a\0b"s), "a\\x00b");
  EXPECT_EQ(printable("\u009b2J"), "\\u009b2J");
  EXPECT_EQ(printable("\u202egnp.exe"), "\\u202egnp.exe");
}

TEST(Printable, EscapesBytesThatAreNoUtf8) {
  EXPECT_EQ(printable("caf\xe9!"), "caf\\xe9!");
}

TEST(Printable, KeepsLinesAndTabsOnlyIfAsked) {
  EXPECT_EQ(printable("a\n\tb"), "a\\x0a\\x09b");
  EXPECT_EQ(printable("a\n\tb\r", Layout::kKept), "a\n\tb\\x0d");
}

}  // namespace
}  // namespace maas::base
