#pragma once

#include <string>
#include <vector>

namespace maas::cli {

/// Runs the program and returns its exit status, which is that of `kErrorStatus`.
int run(const std::vector<std::string>& arguments);

}  // namespace maas::cli
