#pragma once

#include <cstddef>
#include <string_view>

/// What is known of the terminal and of the user's wishes about it.
namespace maas::cli {

/// Returns the value of an environment variable, empty if it is not set.
std::string_view environment(const char* name);

/// Whether what is written to a descriptor is seen at once, on a terminal that can move its cursor.
bool is_terminal(int descriptor);

/// Returns the width of a descriptor's terminal, at least 20; 80 where it is none.
std::size_t columns_of(int descriptor);

/// Whether the locale's characters are UTF-8.
bool speaks_utf8();

}  // namespace maas::cli
