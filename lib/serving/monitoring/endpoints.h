#pragma once

#include "serving/context.h"
#include "serving/http/router.h"

namespace maas::serving::monitoring {

/// Adds `/metrics`, and what orchestrators ask: `/health`, `/livez`, `/readyz`.
void add_routes(http::Router& router, const Context& context);

}  // namespace maas::serving::monitoring
