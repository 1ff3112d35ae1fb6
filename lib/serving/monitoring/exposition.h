#pragma once

#include <string>

#include "serving/context.h"

namespace maas::serving::monitoring {

/// Returns every counter, summed over the threads, in Prometheus' text format 0.0.4; those of
/// models once they are loaded.
std::string exposition(const Context& context);

}  // namespace maas::serving::monitoring
