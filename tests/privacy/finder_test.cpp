#include "privacy/finder.h"

#include <string>
#include <vector>

#include "support/support.h"

namespace maas::privacy {
namespace {

Kinds every_kind() {
  Kinds kinds;
  for (std::size_t kind = 0; kind < kKinds; ++kind) kinds.add(static_cast<Kind>(kind));
  return kinds;
}

/// What is found in a text, as `kind:value`.
std::vector<std::string> found(const std::string& text, Names names = {}) {
  std::vector<Match> matches;
  Finder(every_kind(), std::move(names)).find(text, matches);
  std::vector<std::string> result;
  for (const Match& match : matches) {
    result.push_back(std::string(name_of(match.kind)) + ":" +
                     text.substr(match.begin, match.end - match.begin));
  }
  return result;
}

/// A text and the one thing that is found in it.
struct Case {
  std::string text;
  std::string expected;
};

class Positive : public ::testing::TestWithParam<Case> {};

TEST_P(Positive, IsFoundWithItsExactEnds) {
  EXPECT_EQ(found(GetParam().text), std::vector<std::string>{GetParam().expected});
}

INSTANTIATE_TEST_SUITE_P(
    Email, Positive,
    ::testing::Values(Case{"anna@example.org", "email:anna@example.org"},
                      Case{"write to <anna.b+list@mail.example.co.uk>.",
                           "email:anna.b+list@mail.example.co.uk"},
                      Case{"mailto:o'brien@example.com", "email:o'brien@example.com"},
                      Case{"'anna@example.org'", "email:anna@example.org"},
                      Case{"?email=anna@example.org&x=1", "email:anna@example.org"},
                      Case{"anna@example.org.", "email:anna@example.org"},
                      Case{"anna@example.org.1", "email:anna@example.org"},
                      Case{"jörg@müller.de", "email:jörg@müller.de"},
                      Case{"anna@example.org-Bob", "email:anna@example.org"},
                      Case{"a@my.co-op.coop", "email:a@my.co-op.coop"},
                      Case{"a@xn--mller-kva.xn--p1ai", "email:a@xn--mller-kva.xn--p1ai"},
                      Case{"4111111111111111@example.org", "email:4111111111111111@example.org"}));

INSTANTIATE_TEST_SUITE_P(
    Phone, Positive,
    ::testing::Values(
        Case{"+4930123456", "phone:+4930123456"},
        Case{"tel:+49 (0)30 12 34 56", "phone:+49 (0)30 12 34 56"},
        Case{"+1 (415) 555-2671", "phone:+1 (415) 555-2671"},
        Case{"+33.1.23.45.67.89", "phone:+33.1.23.45.67.89"},
        Case{"+86 138 0013 8000", "phone:+86 138 0013 8000"},
        Case{"+49 30 1234567 31.01.24", "phone:+49 30 1234567"},
        Case{"+49 30 1234567 2a", "phone:+49 30 1234567"},
        Case{"+49 30 1234567 2024-01-31", "phone:+49 30 1234567"},
        Case{"(415) 555-2671", "phone:(415) 555-2671"}, Case{"415-555-2671", "phone:415-555-2671"},
        Case{"415.555.2671,", "phone:415.555.2671"}, Case{"1-800-555-0199", "phone:1-800-555-0199"},
        Case{"030 1234567", "phone:030 1234567"},
        Case{"0171/123 45 67 Büro", "phone:0171/123 45 67"},
        Case{"(030) 123 456", "phone:(030) 123 456"}, Case{"020 7946 0958", "phone:020 7946 0958"},
        Case{"01 23 45 67 89", "phone:01 23 45 67 89"},
        Case{"01.23.45.67.89", "phone:01.23.45.67.89"}));

INSTANTIATE_TEST_SUITE_P(
    Card, Positive,
    ::testing::Values(Case{"4111111111111111", "card:4111111111111111"},
                      Case{"4111 1111 1111 1111", "card:4111 1111 1111 1111"},
                      Case{"4111-1111-1111-1111", "card:4111-1111-1111-1111"},
                      Case{"5555555555554444", "card:5555555555554444"},
                      Case{"2223003122003222", "card:2223003122003222"},
                      Case{"3782 822463 10005", "card:3782 822463 10005"},
                      Case{"30569309025904", "card:30569309025904"},
                      Case{"6011111111111117", "card:6011111111111117"},
                      Case{"4111111111111111.0", "card:4111111111111111"},
                      Case{"17:4111111111111111", "card:4111111111111111"},
                      Case{"4111 1111 1111 1111 123", "card:4111 1111 1111 1111"},
                      Case{"4111 1111 1111 1111 12/27", "card:4111 1111 1111 1111"}));

INSTANTIATE_TEST_SUITE_P(
    Address, Positive,
    ::testing::Values(Case{"192.168.1.20", "ip:192.168.1.20"},
                      Case{"http://10.0.0.1:8080/x", "ip:10.0.0.1"},
                      Case{"10.0.0.0/8", "ip:10.0.0.0"}, Case{"from 8.8.8.8.", "ip:8.8.8.8"},
                      Case{"2001:db8::1", "ip:2001:db8::1"}, Case{"[fe80::1]:443", "ip:fe80::1"},
                      Case{"fe80::1%eth0", "ip:fe80::1"}, Case{"is fe80::1.", "ip:fe80::1"},
                      Case{"::ffff:10.0.0.1", "ip:::ffff:10.0.0.1"},
                      Case{"2001:0db8:0000:0000:0000:ff00:0042:8329",
                           "ip:2001:0db8:0000:0000:0000:ff00:0042:8329"}));

INSTANTIATE_TEST_SUITE_P(
    Iban, Positive,
    ::testing::Values(Case{"DE89370400440532013000", "iban:DE89370400440532013000"},
                      Case{"DE89 3704 0044 0532 0130 00", "iban:DE89 3704 0044 0532 0130 00"},
                      Case{"IBAN: GB29NWBK60161331926819.", "iban:GB29NWBK60161331926819"},
                      Case{"FR14 2004 1010 0505 0001 3M02 606 BIC",
                           "iban:FR14 2004 1010 0505 0001 3M02 606"},
                      Case{"NO93-8601-1117-947", "iban:NO93-8601-1117-947"}));

class Negative : public ::testing::TestWithParam<std::string> {};

TEST_P(Negative, IsLeftAlone) {
  EXPECT_EQ(found(GetParam()), std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(Email, Negative,
                         ::testing::Values("user@localhost", "@anna", "anna@", "a@b.c", "a@b.c1",
                                           "anna@example..org", "anna @example.org",
                                           "@Override public"));

INSTANTIATE_TEST_SUITE_P(DatesAndTimes, Negative,
                         ::testing::Values("2024-01-31", "2024-01-31T10:30:00+01:00",
                                           "2024-01-31 10:30:00.123456+0100", "31.01.2024",
                                           "01-02-2024", "01/02/2024", "01-02-2024 12:30",
                                           "12:34:56", "12:05 1234567", "20240131-103000",
                                           "1706693400", "1706693400123", "1706693400123456789",
                                           "Wed, 31 Jan 2024 10:30:00 +0000"));

INSTANTIATE_TEST_SUITE_P(Numbers, Negative,
                         ::testing::Values("3.14159265358979", "+3.14159265", "-0.4111111111111111",
                                           "1e+10", "6.02214076e+23", "1,234,567.89", "0123456789",
                                           "4930123456", "5+4930123456", "1 2 3 4 5 6 7 8 9",
                                           "200 300 4000", "+12", "4111111111111111.5"));

INSTANTIATE_TEST_SUITE_P(
    VersionsAndIds, Negative,
    ::testing::Values("1.2.3", "v1.2.3.4", "version 1.2.3.4", "Chrome/120.0.0.0", "1.2.3.4.5",
                      "256.1.1.1", "01.2.3.4", "123e4567-e89b-12d3-a456-426614174000",
                      "41111111-1111-1111-1111-111111111111", "order-415-555-2671",
                      "415-555-2671-99", "x4111111111111111", "978-3-16-148410-0",
                      "d41d8cd98f00b204e9800998ecf8427e", "00:1a:2b:3c:4d:5e", "std::vector",
                      "a::b", "x[1::2]", "::1", "0012345678 90"));

INSTANTIATE_TEST_SUITE_P(CheckDigits, Negative,
                         ::testing::Values("4111111111111112", "4111 1111 1111 1112",
                                           "9111111111111111", "DE89370400440532013001",
                                           "DE8937040044053201300", "XX89370400440532013000",
                                           "de89370400440532013000"));

TEST(Finder, FindsAllThatStandsSideBySide) {
  EXPECT_EQ(found("anna@example.org,+4930123456;10.0.0.1|4111111111111111"),
            (std::vector<std::string>{"email:anna@example.org", "phone:+4930123456", "ip:10.0.0.1",
                                      "card:4111111111111111"}));
}

TEST(Finder, LooksOnlyForTheKindsThatAreChosen) {
  Kinds kinds;
  kinds.add(Kind::kIp);
  std::vector<Match> matches;
  Finder(kinds).find("anna@example.org 10.0.0.1", matches);
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_EQ(matches[0].kind, Kind::kIp);
}

TEST(Finder, PassesOverTokens) {
  EXPECT_EQ(found("<email:bcdfghjklmnpqrst> <card:bcdfghjklmnpqrst>"), std::vector<std::string>{});
}

TEST(Finder, PassesOverATokenWhoseKindIsANameInTheList) {
  Names names;
  names.add("Card");
  EXPECT_EQ(found("<card:bcdfghjklmnpqrst> Card", names), std::vector<std::string>{"name:Card"});
}

Names people() {
  Names names;
  for (const char* name : {"Anna", "Anna Maria Schmidt", "O'Brien", "Jörg", "-"}) names.add(name);
  return names;
}

TEST(FinderOfNames, TakesTheLongestNameInWholeWords) {
  EXPECT_EQ(found("Anna Maria Schmidt", people()),
            std::vector<std::string>{"name:Anna Maria Schmidt"});
  EXPECT_EQ(found("Anna Maria", people()), std::vector<std::string>{"name:Anna"});
  EXPECT_EQ(found("Annapolis Hanna Anna2", people()), std::vector<std::string>{});
}

TEST(Finder, TakesAddressesBehindASlash) {
  EXPECT_EQ(found("10.0.0.1/192.168.1.77 tcp/10.1.2.3"),
            (std::vector<std::string>{"ip:10.0.0.1", "ip:192.168.1.77", "ip:10.1.2.3"}));
}

TEST(FinderOfNames, TakesLettersOfAsciiInBothCases) {
  EXPECT_EQ(found("ANNA-MARIA, schmidt", people()),
            std::vector<std::string>{"name:ANNA-MARIA, schmidt"});
}

TEST(Finder, TakesPunctuationBeyondAsciiForWhatItIs) {
  EXPECT_EQ(found("“q@r.de” x—q@r.de—y «10.1.2.3» “+49 30 1234567”\u00a04111111111111111…"),
            (std::vector<std::string>{"email:q@r.de", "email:q@r.de", "ip:10.1.2.3",
                                      "phone:+49 30 1234567", "card:4111111111111111"}));
}

TEST(FinderOfNames, TakesNamesBesidePunctuationBeyondAscii) {
  Names names;
  names.add("Anna Müller");
  names.add("O’Brien");
  EXPECT_EQ(found("“Anna\u00a0Müller”, Anna\tMüller’s, O'Brien und O’Brien…", names),
            (std::vector<std::string>{"name:Anna\u00a0Müller", "name:Anna\tMüller", "name:O'Brien",
                                      "name:O’Brien"}));
}

TEST(FinderOfNames, TakesLettersBeyondAsciiInBothCases) {
  Names names;
  names.add("Müller");
  EXPECT_EQ(found("MÜLLER müller Muller", names),
            (std::vector<std::string>{"name:MÜLLER", "name:müller"}));
}

TEST(FinderOfNames, TakesAnApostropheAndLettersBeyondAscii) {
  EXPECT_EQ(found("O'Brien and Jörg", people()),
            (std::vector<std::string>{"name:O'Brien", "name:Jörg"}));
}

}  // namespace
}  // namespace maas::privacy
