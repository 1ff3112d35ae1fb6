#include "base/unicode.h"

#include "support/support.h"

namespace maas::base {
namespace {

TEST(CaseFolded, HasLettersOfEveryScriptInLowerCase) {
  EXPECT_EQ(case_folded("MÜLLER Ünal ΑΘΗΝΑ Юрий 1_\xff"), "müller ünal αθηνα юрий 1_\xff");
  EXPECT_EQ(case_folded("Γιώργος"), case_folded("ΓΙΏΡΓΟΣ"));
}

TEST(CaseFolded, IsTheSameForAllSpellings) {
  EXPECT_EQ(case_folded("Groß"), "gross");
  EXPECT_EQ(case_folded("JO\u0308RG"), "jörg");
  EXPECT_EQ(case_folded("Ａｎｎａ"), "anna");
  EXPECT_EQ(case_folded("Gri\ufb03n"), "griffin");
  EXPECT_EQ(case_folded("A\u00adnn\u200da"), "anna");
}

TEST(CaseFolded, KeepsBytesThatAreNoUtf8) {
  EXPECT_EQ(case_folded("\xff\xfeÄ\xff"), "\xff\xfeä\xff");
}

TEST(Composed, HasALetterAndItsAccentInOne) {
  EXPECT_EQ(composed("Jo\u0308rg"), "Jörg");
  EXPECT_EQ(composed("Jörg ﬁ ß"), "Jörg ﬁ ß");
  EXPECT_EQ(composed("o\u0308\xff"), "ö\xff");
}

}  // namespace
}  // namespace maas::base
