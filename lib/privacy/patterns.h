#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "privacy/kinds.h"

/// What each kind looks like. Each function looks at one place of a text, `at`, and returns where
/// the match that begins there ends, or 0; how far they look ahead is bounded.
namespace maas::privacy {

/// The next e-mail address that begins at or behind `from`: `local@domain.tld`, where the last
/// label has two or more letters. `user@localhost` is none.
std::optional<Match> next_email(std::string_view text, std::size_t from);

/// Four numbers of 0..255 with points between. Not a part of a longer number (`1.2.3.4.5`), a
/// browser's version (`Chrome/120.0.0.0`), `version 1.2.3.4`, nor with leading zeros.
std::size_t ipv4_end(std::string_view text, std::size_t at);

/// What inet_pton(3) takes, with a group of three or more hexadecimal digits: not `::1`, `a::b`,
/// a time or a hardware address.
std::size_t ipv6_end(std::string_view text, std::size_t at);

/// 13 to 19 digits as cards are issued, with a right check digit, in one run or in the groups that
/// are printed on cards (4-4-4-4, 4-4-4-4-3, 4-6-5, 4-6-4) with spaces or hyphens between.
std::size_t card_end(std::string_view text, std::size_t at);

/// A country's code in capitals and as many characters as its IBANs have, 1 modulo 97; spaces or
/// hyphens only after every fourth.
std::size_t iban_end(std::string_view text, std::size_t at);

/// A telephone number in one of these forms; bare digits are never one:
/// - international: `+`, a country's code, 8 to 15 digits in all, with ` -./()` between
///   (`+49 (0)30 123456`); a signed decimal (`+3.14159265`) is none;
/// - North American: `(415) 555-2671`, `415-555-2671`, `415.555.2671`, `1-415-555-2671`;
/// - with a trunk zero: `030 1234567`, `0171/1234567`, `(030) 123 456`, 9 to 12 digits in groups
///   of two or more, one of them of three or more, or five groups of two (`01 23 45 67 89`);
///   a date (`01-02-2024`) is none.
std::size_t phone_end(std::string_view text, std::size_t at);

}  // namespace maas::privacy
