#include "serving/service.h"

#include "serving/failures.h"
#include "serving/http/target.h"
#include "serving/monitoring/endpoints.h"

namespace maas::serving {

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
    http::split_target(exchange.request.target, segments_);
    const http::Answer answer = router_.route(exchange, segments_);
    if (answer == http::Answer::kLater) return answer;
  } catch (...) {
    write_current_failure(exchange.response, context_.progress);
  }
  counters_.answers.add(exchange.response.status);
  return http::Answer::kNow;
}

void Service::refuse(http::Response& response, int status, std::string_view message) {
  write_failure(response, status, message);
  counters_.answers.add(status);
}

}  // namespace maas::serving
