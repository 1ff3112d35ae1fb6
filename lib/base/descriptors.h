#pragma once

#include <cstddef>

namespace maas::base {

/// Lets this process have `count` files and sockets open at once, as far as the system's hard limit
/// goes.
/// @returns how many it may have open
std::size_t raise_descriptor_limit(std::size_t count);

}  // namespace maas::base
