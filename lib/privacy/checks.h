#pragma once

#include <cstddef>
#include <string_view>

/// What tells a card number or an IBAN from other numbers.
namespace maas::privacy {

/// Whether the last of the digits is the check digit of the others (ISO/IEC 7812, Luhn).
bool passes_luhn(std::string_view digits);

/// Whether cards are issued with these first digits in this length.
bool is_issued(std::string_view digits);

/// Characters of an IBAN of the country (SWIFT's registry), or 0 if it has none.
std::size_t iban_length(std::string_view country);

/// Whether an IBAN without spaces is 1 modulo 97 (ISO 13616).
bool passes_mod97(std::string_view iban);

}  // namespace maas::privacy
