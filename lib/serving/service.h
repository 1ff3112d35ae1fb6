#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "serving/context.h"
#include "serving/http/handler.h"
#include "serving/http/router.h"
#include "serving/oip/endpoints.h"
#include "serving/scheduling/courier.h"

namespace maas::serving {

/// What is answered on one thread by way of a router, and counted.
class RoutedService : public http::Handler {
 public:
  explicit RoutedService(Context& context);

  http::Answer handle(http::Exchange& exchange) final;
  void refuse(http::Response& response, int status, std::string_view message) final;

 protected:
  virtual http::Answer route(http::Exchange& exchange);

  Context& context_;
  monitoring::ThreadCounters& counters_;
  http::Router router_;

 private:
  std::vector<std::string> segments_;
};

/// Health and metrics, on the thread that watches over the others.
class WatchService final : public RoutedService {
 public:
  explicit WatchService(Context& context);
};

/// Everything that is answered on the port, for one I/O thread.
class Service final : public RoutedService {
 public:
  Service(Context& context, http::Loop& loop);

 protected:
  http::Answer route(http::Exchange& exchange) override;

 private:
  scheduling::Courier courier_;
  oip::Endpoints oip_;
};

}  // namespace maas::serving
