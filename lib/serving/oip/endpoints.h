#pragma once

#include "serving/context.h"
#include "serving/http/router.h"
#include "serving/oip/infer_request.h"
#include "serving/scheduling/courier.h"

namespace maas::serving::oip {

/// The Open Inference Protocol v2 over REST, for one I/O thread.
class Endpoints {
 public:
  Endpoints(Context& context, monitoring::ThreadCounters& counters, scheduling::Courier& courier)
      : context_(context), counters_(counters), courier_(courier) {}

  void add_routes(http::Router& router);

 private:
  using Captures = http::Captures;

  void add_document(http::Router& router, std::string_view method, std::string_view pattern,
                    void (Endpoints::*write)(http::Response&, const Captures&) const);
  void server(http::Response& response, const Captures&) const;
  void model(http::Response& response, const Captures& captures) const;
  void model_ready(http::Response& response, const Captures& captures) const;
  void config(http::Response& response, const Captures& captures) const;
  void statistics(http::Response& response, const Captures& captures) const;
  void index(http::Response& response, const Captures&) const;

  http::Answer infer(http::Exchange& exchange, const Captures& captures);
  InferRequest read(http::Exchange& exchange, const Signature& signature);
  void enqueue(http::Exchange& exchange, const repository::ServedModel& model);
  const repository::ServedModel& find(const Captures& captures) const;

  Context& context_;
  monitoring::ThreadCounters& counters_;
  scheduling::Courier& courier_;
  InferRequestReader reader_;
};

}  // namespace maas::serving::oip
