#pragma once

#include <string>
#include <vector>

#include "serving/context.h"
#include "serving/http/handler.h"
#include "serving/http/router.h"
#include "serving/oip/endpoints.h"
#include "serving/scheduling/courier.h"

namespace maas::serving {

/// Everything that is answered on the port, for one I/O thread.
class Service final : public http::Handler {
 public:
  Service(Context& context, http::Loop& loop);

  http::Answer handle(http::Exchange& exchange) override;
  void refuse(http::Response& response, int status, std::string_view message) override;

 private:
  http::Answer route(http::Exchange& exchange);

  Context& context_;
  monitoring::ThreadCounters& counters_;
  scheduling::Courier courier_;
  oip::Endpoints oip_;
  http::Router router_;
  std::vector<std::string> segments_;
};

}  // namespace maas::serving
