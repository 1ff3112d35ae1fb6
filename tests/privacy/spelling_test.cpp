#include <string>
#include <vector>

#include "base/utf8.h"
#include "privacy/finder.h"
#include "privacy/rules.h"
#include "privacy/tokens.h"
#include "support/support.h"

/// Spellings that Unicode has for what ASCII has one for.
namespace maas::privacy {
namespace {

constexpr const char* kKey = "0123456789abcdef";

Names people() {
  Names names;
  for (const char* name : {"Jörg Groß", "Ива́нов", "О'Брайен", "Işık", "김민수", "Nguyễn", "Griffin",
                           "សុខា", "Gal·la"}) {
    names.add(name);
  }
  return names;
}

Rules rules() {
  Kinds kinds;
  for (std::size_t kind = 0; kind < kKinds; ++kind) kinds.add(static_cast<Kind>(kind));
  return {.finder = Finder(kinds, people()), .tokens = Tokens(kKey)};
}

std::string token(Kind kind, const std::string& value) {
  std::string result;
  Tokens(kKey).append(kind, value, result);
  return result;
}

std::string masked(const std::string& text) {
  return masked_text(text, rules());
}

/// Characters of UTF-8, some of them with what is not seen behind.
std::string joined(const std::vector<std::string>& groups, const std::string& separator) {
  std::string text = groups.front();
  for (std::size_t i = 1; i < groups.size(); ++i) text += separator + groups[i];
  return text;
}

const std::vector<std::string> kBlanks = {
    "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
    "\u2006", "\u2007", "\u2008", "\u2009", "\u200a", "\u202f", "\u205f", "\u3000"};
const std::vector<std::string> kDashes = {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014",
                                          "\u2015", "\u2212", "\ufe58", "\ufe63", "\uff0d",
                                          "\u30fc", "\uff70", "\u2043", "\u058a", "\u2e3a"};
const std::vector<std::string> kUnseen = {
    "\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u200f",
    "\u202a", "\u202c", "\u2066", "\u2069", "\u061c", "\u034f", "\ufe0f", "\u180e"};

struct Grouped {
  Kind kind;
  std::vector<std::string> groups;
};

const std::vector<Grouped> kGrouped = {
    {Kind::kCard, {"4111", "1111", "1111", "1111"}},
    {Kind::kCard, {"3782", "822463", "10005"}},
    {Kind::kIban, {"DE89", "3704", "0044", "0532", "0130", "00"}},
    {Kind::kIban, {"MT84", "MALT", "0110", "0001", "2345", "MTLC", "AST0", "01S"}},
    {Kind::kPhone, {"+49", "30", "1234567"}},
    {Kind::kPhone, {"030", "1234567"}}};

/// Whether a text between others is masked to the token of its plain spelling.
void expect_masked(const std::string& text, Kind kind, const std::string& plain) {
  EXPECT_EQ(masked("a " + text + ", b"), "a " + token(kind, plain) + ", b") << text;
}

TEST(Spelling, OfABlankIsAnyOfUnicode) {
  for (const auto& [kind, groups] : kGrouped) {
    for (const auto& blank : kBlanks) {
      expect_masked(joined(groups, blank), kind, joined(groups, " "));
    }
  }
}

TEST(Spelling, OfADashIsAnyOfUnicode) {
  for (const auto& [kind, groups] : kGrouped) {
    for (const auto& dash : kDashes) {
      // A letter of Japanese that is typed for a dash between digits.
      const bool is_letter = dash == "\u30fc" || dash == "\uff70";
      if (is_letter && kind == Kind::kIban) continue;
      expect_masked(joined(groups, dash), kind, joined(groups, "-"));
    }
  }
  for (const auto& dash : kDashes) {
    expect_masked(joined({"415", "555", "2671"}, dash), Kind::kPhone, "415-555-2671");
  }
}

TEST(Spelling, MayHoldWhatIsNotSeen) {
  for (const auto& unseen : kUnseen) {
    for (const auto& [kind, groups] : kGrouped) {
      const std::string plain = joined(groups, " ");
      std::string text = plain.substr(0, 1);
      for (std::size_t i = 1; i < plain.size(); ++i) text += unseen + plain[i];
      expect_masked(text, kind, plain);
    }
    expect_masked("an" + unseen + "na@exam" + unseen + "ple.org", Kind::kEmail, "anna@example.org");
    expect_masked("192.1" + unseen + "68.1.20", Kind::kIp, "192.168.1.20");
    expect_masked("Jö" + unseen + "rg Groß", Kind::kName, "Jörg Groß");
  }
}

/// The digits of a text as a script has them, whose zero is `zero`.
std::string in_digits_of(char32_t zero, const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c >= '0' && c <= '9')
      base::append_code_point(zero + static_cast<char32_t>(c - '0'), result);
    else
      result += c;
  }
  return result;
}

TEST(Spelling, OfADigitIsThatOfAnyScript) {
  for (const char32_t zero : {U'\uff10', U'\u0660', U'\u06f0', U'\u0966', U'\u09e6', U'\u0e50',
                              U'\u17e0', U'\u1040', U'\U0001d7ce', U'\U0001d7d8', U'\U0001d7f6'}) {
    for (const auto& [kind, groups] : kGrouped) {
      const std::string plain = joined(groups, " ");
      expect_masked(in_digits_of(zero, plain), kind, plain);
    }
    expect_masked(in_digits_of(zero, "192.168.1.20"), Kind::kIp, "192.168.1.20");
  }
}

TEST(Spelling, OfADigitMayHaveAFrame) {
  std::string text;
  for (const char digit : std::string("4111111111111111"))
    text += digit + std::string("\ufe0f\u20e3");
  expect_masked(text, Kind::kCard, "4111111111111111");
}

TEST(Spelling, MayBeOfFullWidth) {
  expect_masked("ａｎｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ", Kind::kEmail, "anna@example.org");
  expect_masked("anna＠example。org", Kind::kEmail, "anna@example.org");
  expect_masked("anna\ufe6bexample\ufe52org", Kind::kEmail, "anna@example.org");
  expect_masked("１９２．１６８．１．２０", Kind::kIp, "192.168.1.20");
  expect_masked("２００１：ｄｂ８：：１", Kind::kIp, "2001:db8::1");
  expect_masked("＋４９　３０　１２３４５６７", Kind::kPhone, "+49 30 1234567");
  expect_masked("（０３０）　１２３　４５６", Kind::kPhone, "(030) 123 456");
  expect_masked("ＤＥ８９３７０４００４４０５３２０１３０００", Kind::kIban,
                "DE89370400440532013000");
}

TEST(Spelling, OfANameMayBeComposedOrNot) {
  expect_masked("Jo\u0308rg Groß", Kind::kName, "Jörg Groß");
  expect_masked("JÖRG GROSS", Kind::kName, "Jörg Groß");
  expect_masked("JÖRG GROẞ", Kind::kName, "Jörg Groß");
  expect_masked("jörg\u00a0gross", Kind::kName, "Jörg Groß");
  expect_masked("Ｊöｒｇ－Ｇｒｏß", Kind::kName, "Jörg Groß");
  expect_masked("ИВА́НОВ", Kind::kName, "Ива́нов");
  expect_masked("О\u02bcБрайен", Kind::kName, "О'Брайен");
  expect_masked("О’Брайен", Kind::kName, "О'Брайен");
  expect_masked("IŞIK", Kind::kName, "Işık");
  expect_masked("\u1100\u1175\u11b7\u1106\u1175\u11ab\u1109\u116e", Kind::kName, "김민수");
  expect_masked("Nguye\u0302\u0303n", Kind::kName, "Nguyễn");
  expect_masked("Gri\ufb03n", Kind::kName, "Griffin");
  expect_masked("GAL·LA", Kind::kName, "Gal·la");
}

TEST(Spelling, OfNamesPartsKhmerWordsByWhatIsNotSeen) {
  EXPECT_EQ(masked("ឈ្មោះ\u200bសុខា\u200bនៅ"), "ឈ្មោះ\u200b" + token(Kind::kName, "សុខា") + "\u200bនៅ");
}

TEST(Spelling, LeavesWhatIsNotSeenAroundADatum) {
  EXPECT_EQ(masked("\ufeff4111111111111111\u200b\u2069\n"),
            "\ufeff" + token(Kind::kCard, "4111111111111111") + "\u200b\u2069\n");
  EXPECT_EQ(masked("\u2068+49 30 1234567\u2069"),
            "\u2068" + token(Kind::kPhone, "+49301234567") + "\u2069");
}

TEST(Spelling, OfIdeographsEndsWhereANumberBegins) {
  EXPECT_EQ(masked("电话03-1234-5678转"), "电话" + token(Kind::kPhone, "0312345678") + "转");
  EXPECT_EQ(masked("卡号4111111111111111。"),
            "卡号" + token(Kind::kCard, "4111111111111111") + "。");
  EXPECT_EQ(masked("请致Griffin先生"), "请致" + token(Kind::kName, "Griffin") + "先生");
}

class Untouched : public ::testing::TestWithParam<std::string> {};

TEST_P(Untouched, StaysByteForByte) {
  EXPECT_EQ(masked(GetParam()), GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, Untouched,
    ::testing::Values("1\u202f234\u202f567,89 €", "1’234’567.89", "12\u00a0500 км", "−0,4111111",
                      "10⁻¹⁵", "x² + y³", "½ ¾", "№ 12–34", "١٢٬٣٤٥", "٣٫١٤", "１２３４５", "①②③",
                      "Ⅳ", "5′ 10″", "99,9 %", "1\u2009000\u2009000\u2009000\u2009000",
                      "4111\u00a01111\u00a01111\u00a01112", "DE89\u00a03704\u00a00044\u00a00532",
                      "ü4111111111111111", "4111111111111111ü", "1.5×10⁶", "2‰"));

INSTANTIATE_TEST_SUITE_P(DatesAndTimes, Untouched,
                         ::testing::Values("2024年01月31日", "2024年01月31日10时30分25秒",
                                           "平成31年4月30日", "2019–2024", "01.–05. März",
                                           "10:30–11:45", "31\u201101\u20112024",
                                           "2024\u201301\u201331", "01/02/2024\u00a010:30",
                                           "٢٠٢٤-٠١-٣١", "２０２４－０１－３１",
                                           "S. 12–34, 56–78"));

INSTANTIATE_TEST_SUITE_P(Words, Untouched,
                         ::testing::Values("naïve café – “quotes” … ‘x’", "Straße/Straßen",
                                           "日本語テキスト。English", "データー4ー5", "हिन्दी पाठ",
                                           "ภาษาไทย", "טקסט בעברית", "نص عربي", "Zażółć gęślą jaźń",
                                           "👩\u200d💻 🇩🇪 1️⃣", "e\u0301te\u0301",
                                           "ﬁnal", "co\u00adop\u00ader\u00ada\u00adtion", "a＠b",
                                           "＠anna", "anna＠localhost", "x．y．z", "終わり．次へ",
                                           "<b>–4</b>", "Muller", "Jorg Gross", "Jörga Groß",
                                           "김민수님", "C–O–C", "A–4–B", "Grün­schnabel"));

INSTANTIATE_TEST_SUITE_P(NoUtf8, Untouched,
                         ::testing::Values("M\xfcller", "\xff\xfe",
                                           "caf\xe9 4\xa0"
                                           "5",
                                           "\xc2", "4111\2401111\2401111\2401112"));

}  // namespace
}  // namespace maas::privacy
