#include "privacy/checks.h"

#include "support/support.h"

namespace maas::privacy {
namespace {

TEST(Luhn, TakesTheTestNumbersOfTheIssuers) {
  for (const char* const number : {"4111111111111111", "378282246310005", "5555555555554444"}) {
    EXPECT_TRUE(passes_luhn(number)) << number;
  }
}

TEST(Luhn, NoticesEverySingleWrongDigit) {
  const std::string number = "4111111111111111";
  for (std::size_t i = 0; i < number.size(); ++i) {
    std::string wrong = number;
    wrong[i] = static_cast<char>('0' + (number[i] - '0' + 3) % 10);
    EXPECT_FALSE(passes_luhn(wrong)) << wrong;
  }
}

TEST(IsIssued, KnowsFirstDigitsAndLengths) {
  EXPECT_TRUE(is_issued("2221000000000009"));
  EXPECT_TRUE(is_issued("2720990000000007"));
  EXPECT_FALSE(is_issued("2721000000000004"));
  EXPECT_FALSE(is_issued("1111111111111117"));
  EXPECT_FALSE(is_issued("37828224631000"));
}

TEST(Mod97, TakesTheExamplesOfTheRegistry) {
  for (const char* const iban :
       {"DE89370400440532013000", "GB29NWBK60161331926819", "FR1420041010050500013M02606",
        "NL91ABNA0417164300", "CH9300762011623852957", "MT84MALT011000012345MTLCAST001S"}) {
    EXPECT_TRUE(passes_mod97(iban)) << iban;
    EXPECT_EQ(iban_length(std::string_view(iban).substr(0, 2)), std::string_view(iban).size());
  }
  EXPECT_FALSE(passes_mod97("DE89370400440532013001"));
}

TEST(IbanLength, IsNoneForACountryWithoutIbans) {
  EXPECT_EQ(iban_length("US"), 0U);
  EXPECT_EQ(iban_length("ZZ"), 0U);
}

}  // namespace
}  // namespace maas::privacy
