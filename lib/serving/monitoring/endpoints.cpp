#include "serving/monitoring/endpoints.h"

#include <algorithm>
#include <array>

#include "serving/http/target.h"
#include "serving/monitoring/exposition.h"

namespace maas::serving::monitoring {
namespace {

/// A page that says yes, or why not.
struct HealthPage {
  std::string_view path;
  bool asks_if_ready;  ///< or only whether the server lives
  std::string_view yes;
};

constexpr std::string_view kOk = R"({"status":"ok"})";
constexpr std::array<HealthPage, 5> kHealthPages = {{
    {"/livez", false, kOk},
    {"/readyz", true, kOk},
    {"/health", true, kOk},
    {"/v2/health/live", false, R"({"live":true})"},
    {"/v2/health/ready", true, R"({"ready":true,"live":true})"},
}};
constexpr std::string_view kMetrics = "/metrics";

/// Adds a page: `write(response)` fills it.
template <class Write>
void add_page(http::Router& router, std::string_view path, Write write) {
  router.add("GET", path, [write](http::Exchange& exchange, const http::Captures&) {
    write(exchange.response);
    return http::Answer::kNow;
  });
}

}  // namespace

bool is_watched(std::string_view target) {
  const std::string_view path = http::path_of(target);
  return path == kMetrics ||
         std::ranges::find(kHealthPages, path, &HealthPage::path) != kHealthPages.end();
}

void add_routes(http::Router& router, const Context& context) {
  for (const HealthPage& page : kHealthPages) {
    add_page(router, page.path, [&context, &page](http::Response& response) {
      if (page.asks_if_ready) context.readiness.require_ready();
      response.body = page.yes;
    });
  }
  add_page(router, kMetrics, [&context](http::Response& response) {
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = exposition(context);
  });
}

}  // namespace maas::serving::monitoring
