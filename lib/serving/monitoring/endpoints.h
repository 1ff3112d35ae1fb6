#pragma once

#include <string_view>

#include "serving/context.h"
#include "serving/http/router.h"

namespace maas::serving::monitoring {

/// Returns whether a request target is one of those of `add_routes`.
bool is_watched(std::string_view target);

/// Adds `/metrics`, and what orchestrators ask: `/health`, `/livez`, `/readyz`, and the Open
/// Inference Protocol's `/v2/health/{live,ready}`.
void add_routes(http::Router& router, const Context& context);

}  // namespace maas::serving::monitoring
