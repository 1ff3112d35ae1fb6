#include "serving/service.h"

#include "serving/failures.h"
#include "serving/http/target.h"
#include "serving/monitoring/endpoints.h"

namespace maas::serving {
namespace {

/// `OPTIONS *`, which asks about the server and not about a path.
bool asks_for_server(const http::Request& request) {
  return request.method == "OPTIONS" && request.target == "*";
}

}  // namespace

Service::Service(Context& context, http::Loop& loop)
    : context_(context),
      counters_(context.monitor.add_thread(context.repository.models().size())),
      courier_(loop, context.scheduler),
      oip_(context, counters_, courier_) {
  oip_.add_routes(router_);
  monitoring::add_routes(router_, context);
}

http::Answer Service::handle(http::Exchange& exchange) {
  try {
    if (route(exchange) == http::Answer::kLater) return http::Answer::kLater;
  } catch (...) {
    write_current_failure(exchange.response, context_.progress);
  }
  counters_.answers.add(exchange.response.status);
  return http::Answer::kNow;
}

http::Answer Service::route(http::Exchange& exchange) {
  if (asks_for_server(exchange.request)) {
    exchange.response.status = 204;
    exchange.response.fields.emplace_back("Allow", "GET, HEAD, POST, OPTIONS");
    return http::Answer::kNow;
  }
  http::split_target(exchange.request.target, segments_);
  return router_.route(exchange, segments_);
}

void Service::refuse(http::Response& response, int status, std::string_view message) {
  write_failure(response, status, message);
  counters_.answers.add(status);
}

}  // namespace maas::serving
