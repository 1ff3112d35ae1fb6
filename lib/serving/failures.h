#pragma once

#include <string_view>

#include "maas/error.h"
#include "maas/progress.h"
#include "serving/http/message.h"

namespace maas::serving {

/// Writes the protocols' error: the status and `{"error":"..."}`.
void write_failure(http::Response& response, int status, std::string_view message);

/// Writes an error with the status that `maas::kErrorStatus` gives it. What the client did is told;
/// what went wrong inside is logged and not told, so that no path or name leaves the server.
void write_failure(http::Response& response, const Error& error, Progress& progress);

/// Writes whatever is being handled by the `catch` block that calls this.
void write_current_failure(http::Response& response, Progress& progress);

}  // namespace maas::serving
