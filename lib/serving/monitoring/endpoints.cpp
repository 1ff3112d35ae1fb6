#include "serving/monitoring/endpoints.h"

#include "serving/http/refusal.h"
#include "serving/monitoring/exposition.h"

namespace maas::serving::monitoring {
namespace {

/// Adds a page: `write(response)` fills it.
template <class Write>
void add_page(http::Router& router, std::string_view path, Write write) {
  router.add("GET", path, [write](http::Exchange& exchange, const http::Captures&) {
    write(exchange.response);
    return http::Answer::kNow;
  });
}

}  // namespace

void add_routes(http::Router& router, const Context& context) {
  const auto live = [](http::Response& response) { response.body = R"({"status":"ok"})"; };
  const auto ready = [&context, live](http::Response& response) {
    if (!context.is_ready) throw http::Refusal(503, "the server is stopping");
    live(response);
  };
  add_page(router, "/livez", live);
  add_page(router, "/readyz", ready);
  add_page(router, "/health", ready);
  add_page(router, "/metrics", [&context](http::Response& response) {
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = exposition(context.monitor, context.repository);
  });
}

}  // namespace maas::serving::monitoring
