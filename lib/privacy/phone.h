#pragma once

#include <cstddef>
#include <string_view>

/// The two halves of `phone_end`.
namespace maas::privacy {

/// Whether a date begins at `at`: `2024-01-31`, `31.01.2024`, `31.01.24`.
bool is_date(std::string_view text, std::size_t at);

/// Returns where the number ends whose `+` stands at `plus`, or 0.
std::size_t international_phone_end(std::string_view text, std::size_t plus);

}  // namespace maas::privacy
