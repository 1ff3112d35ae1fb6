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

RoutedService::RoutedService(Context& context)
    : context_(context), counters_(context.monitor.add_thread()) {}

http::Answer RoutedService::handle(http::Exchange& exchange) {
  try {
    if (route(exchange) == http::Answer::kLater) return http::Answer::kLater;
  } catch (...) {
    write_current_failure(exchange.response, context_.progress);
  }
  counters_.answers.add(exchange.response.status);
  return http::Answer::kNow;
}

http::Answer RoutedService::route(http::Exchange& exchange) {
  http::split_target(exchange.request.target, segments_);
  return router_.route(exchange, segments_);
}

void RoutedService::refuse(http::Response& response, int status, std::string_view message) {
  write_failure(response, status, message);
  counters_.answers.add(status);
}

WatchService::WatchService(Context& context) : RoutedService(context) {
  monitoring::add_routes(router_, context);
}

Service::Service(Context& context, http::Loop& loop)
    : RoutedService(context),
      courier_(loop, context.scheduler),
      oip_(context, counters_, courier_) {
  oip_.add_routes(router_);
  monitoring::add_routes(router_, context);
}

http::Answer Service::route(http::Exchange& exchange) {
  context_.readiness.require_loaded();
  if (asks_for_server(exchange.request)) {
    exchange.response.status = 204;
    exchange.response.fields.emplace_back("Allow", "GET, HEAD, POST, OPTIONS");
    return http::Answer::kNow;
  }
  return RoutedService::route(exchange);
}

}  // namespace maas::serving
