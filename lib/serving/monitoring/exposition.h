#pragma once

#include <string>

#include "serving/monitoring/monitor.h"
#include "serving/repository/repository.h"

namespace maas::serving::monitoring {

/// Returns every counter, summed over the threads, in Prometheus' text format 0.0.4.
std::string exposition(const Monitor& monitor, const repository::Repository& repository);

}  // namespace maas::serving::monitoring
