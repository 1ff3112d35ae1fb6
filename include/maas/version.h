#pragma once

#include <string_view>

namespace maas {

inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace maas
