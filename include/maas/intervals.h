#pragma once

#include <map>
#include <string>
#include <vector>

namespace maas {

/// The 95 % interval of each metric, low then high: what other samples of the same kind may give.
using Intervals = std::map<std::string, std::vector<double>>;

}  // namespace maas
