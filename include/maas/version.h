#pragma once

#include <string_view>

namespace maas {

inline constexpr std::string_view kVersion = "0.1.0";

/// The LibTorch that the build is made for.
inline constexpr std::string_view kTorchVersion = "2.11.0";

#ifdef MAAS_BUILD_ID
/// Tells builds apart whose program and library do not fit together: a hash of the headers between
/// them. Defined for the sources that compare or print it.
inline constexpr const char* kBuildId = MAAS_BUILD_ID;
#endif

}  // namespace maas
