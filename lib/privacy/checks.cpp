#include "privacy/checks.h"

#include <algorithm>

#include "privacy/characters.h"

namespace maas::privacy {
namespace {

/// Cards of an issuer: the first digits from `first` to `last`, which are equally many.
struct Issuer {
  std::string_view first;
  std::string_view last;
  std::size_t shortest;
  std::size_t longest;
};

constexpr Issuer kIssuers[] = {
    {"4", "4", 13, 19},        // Visa
    {"51", "55", 16, 16},      // Mastercard
    {"2221", "2720", 16, 16},  // Mastercard
    {"34", "34", 15, 15},      // American Express
    {"37", "37", 15, 15},      // American Express
    {"300", "305", 14, 19},    // Diners Club
    {"36", "36", 14, 19},      // Diners Club
    {"38", "39", 14, 19},      // Diners Club
    {"3528", "3589", 16, 19},  // JCB
    {"6011", "6011", 16, 19},  // Discover
    {"644", "659", 16, 19},    // Discover
    {"62", "62", 16, 19},      // UnionPay
    {"50", "50", 13, 19},      // Maestro
    {"56", "58", 13, 19},      // Maestro
    {"6304", "6304", 13, 19},  // Maestro
    {"6759", "6763", 13, 19},  // Maestro
};

/// A country's code and the length of its IBANs.
struct Country {
  std::string_view code;
  std::size_t length;
};

constexpr Country kCountries[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
    {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24},
    {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18},
    {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27},
    {"GT", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27},
    {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20},
    {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20}, {"MR", 27},
    {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24}, {"PL", 28},
    {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24}, {"SC", 31},
    {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25}, {"SV", 28},
    {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30},
};

/// Remainder modulo 97 of `so_far` with the character's digits behind it: letters are 10 to 35.
unsigned extended(unsigned so_far, char c) {
  const bool digit = is_digit(c);
  const auto value = static_cast<unsigned>(digit ? c - '0' : c - 'A' + 10);
  return (so_far * (digit ? 10 : 100) + value) % 97;
}

}  // namespace

bool passes_luhn(std::string_view digits) {
  unsigned sum = 0;
  bool doubled = false;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, doubled = !doubled) {
    const auto value = static_cast<unsigned>(*digit - '0') * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

bool is_issued(std::string_view digits) {
  return std::any_of(std::begin(kIssuers), std::end(kIssuers), [&](const Issuer& issuer) {
    const std::string_view start = digits.substr(0, issuer.first.size());
    return issuer.first <= start && start <= issuer.last && issuer.shortest <= digits.size() &&
           digits.size() <= issuer.longest;
  });
}

std::size_t iban_length(std::string_view country) {
  const auto* const found =
      std::lower_bound(std::begin(kCountries), std::end(kCountries), country,
                       [](const Country& each, std::string_view code) { return each.code < code; });
  return found != std::end(kCountries) && found->code == country ? found->length : 0;
}

bool passes_mod97(std::string_view iban) {
  constexpr std::size_t kMovedToTheEnd = 4;
  unsigned remainder = 0;
  for (const char c : iban.substr(kMovedToTheEnd)) remainder = extended(remainder, c);
  for (const char c : iban.substr(0, kMovedToTheEnd)) remainder = extended(remainder, c);
  return remainder == 1;
}

}  // namespace maas::privacy
