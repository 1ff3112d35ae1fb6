#include "serving/oip/endpoints.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "serving/failures.h"
#include "serving/http/refusal.h"
#include "serving/oip/infer_job.h"
#include "serving/oip/metadata.h"
#include "serving/oip/picture_body.h"
#include "serving/oip/tensor_data.h"

namespace maas::serving::oip {
namespace {

/// What a body of JSON may be called: `curl -d` calls everything a form.
constexpr std::array<std::string_view, 3> kJsonTypes = {"", "application/json",
                                                        "application/x-www-form-urlencoded"};
constexpr std::string_view kBinaryType = "application/octet-stream";

void check_content_type(const http::Request& request) {
  if (std::ranges::find(kJsonTypes, request.content_type) != kJsonTypes.end()) return;
  if (!request.json_length.empty() && request.content_type == kBinaryType) return;
  throw http::Refusal(
      415,
      fmt::format("content type '{}' is not taken here; send application/json, or a picture: {}",
                  base::abridged(request.content_type), kPictureTypes));
}

/// Returns how many bytes of the body are JSON.
std::size_t json_size_of(const http::Request& request) {
  const std::string& text = request.json_length;
  if (text.empty()) return request.body.size();
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (error == std::errc() && end == text.data() + text.size() && size <= request.body.size()) {
    return size;
  }
  fail(ErrorCode::kInvalidData, "{} '{}' is not a number of bytes of the body, which has {}",
       http::kJsonLengthField, shown(text), request.body.size());
}

/// Checks that the model gives what is asked for, each once.
void check_outputs(const std::vector<WantedOutput>& wanted, const Signature& signature) {
  for (auto output = wanted.begin(); output != wanted.end(); ++output) {
    const std::string& name = output->name;
    const auto spec = std::ranges::find(signature.outputs, name, &TensorSpec::name);
    if (spec == signature.outputs.end()) {
      fail(ErrorCode::kInvalidData, "the model has no output '{}'", name);
    }
    if (output->classes > 0 && (spec->datatype != "FP32" || spec->shape.size() < 2)) {
      fail(ErrorCode::kInvalidData,
           "parameter 'classification' needs an output of scores, and '{}' is none", name);
    }
    if (std::ranges::find(wanted.begin(), output, name, &WantedOutput::name) != output) {
      fail(ErrorCode::kInvalidData, "output '{}' is asked for twice", name);
    }
  }
}

void check_samples(std::int64_t samples, std::int64_t limit) {
  if (samples <= limit) return;
  fail(ErrorCode::kInvalidData, "the request has {} samples; the model takes at most {} at once",
       samples, limit);
}

/// Returns what the request takes. More rows than samples are taken is told before the model looks
/// at each.
inference::Demand demand_of(InferRequest& request, const scheduling::ModelQueue& queue) {
  const std::int64_t limit = queue.limits().max_batch;
  for (const inference::HostTensor& input : request.inputs) check_samples(input.rows(), limit);
  const inference::Demand demand = queue.engine().check(request.inputs);
  check_samples(demand.samples, limit);
  return demand;
}

}  // namespace

void Endpoints::add_routes(http::Router& router) {
  const auto infer = [this](http::Exchange& exchange, const Captures& captures) {
    return this->infer(exchange, captures);
  };
  router.add("POST", "/v2/models/{}/infer", infer);
  router.add("POST", "/v2/models/{}/versions/{}/infer", infer);
  add_document(router, "GET", "/v2", &Endpoints::server);
  add_document(router, "POST", "/v2/repository/index", &Endpoints::index);
  for (const std::string model : {"/v2/models/{}", "/v2/models/{}/versions/{}"}) {
    add_document(router, "GET", model, &Endpoints::model);
    add_document(router, "GET", model + "/ready", &Endpoints::model_ready);
    add_document(router, "GET", model + "/config", &Endpoints::config);
    add_document(router, "GET", model + "/stats", &Endpoints::statistics);
  }
}

/// Adds a route whose answer is at hand.
void Endpoints::add_document(http::Router& router, std::string_view method,
                             std::string_view pattern,
                             void (Endpoints::*write)(http::Response&, const Captures&) const) {
  router.add(method, pattern, [this, write](http::Exchange& exchange, const Captures& captures) {
    (this->*write)(exchange.response, captures);
    return http::Answer::kNow;
  });
}

void Endpoints::server(http::Response& response, const Captures&) const {
  write_server(response.body);
}

void Endpoints::model(http::Response& response, const Captures& captures) const {
  // Triton's path for the statistics of all models is also that of a model of this name.
  const bool is_of_all = captures[0] == "stats" && !context_.repository.has("stats");
  if (is_of_all && captures[1].empty()) return statistics(response, {});
  write_model(find(captures), context_.repository, response.body);
}

void Endpoints::model_ready(http::Response& response, const Captures& captures) const {
  write_model_ready(find(captures), response.body);
}

void Endpoints::config(http::Response& response, const Captures& captures) const {
  write_config(find(captures), response.body);
}

void Endpoints::statistics(http::Response& response, const Captures& captures) const {
  write_statistics(context_.repository, context_.monitor, captures[0], captures[1], response.body);
}

void Endpoints::index(http::Response& response, const Captures&) const {
  write_index(context_.repository, response.body);
}

http::Answer Endpoints::infer(http::Exchange& exchange, const Captures& captures) {
  const repository::ServedModel& model = find(captures);
  try {
    enqueue(exchange, model);
    return http::Answer::kLater;
  } catch (...) {
    write_current_failure(exchange.response, context_.progress);
    set_retry_after(exchange.response, model.queue);
    counters_.requests[model.index].statuses.add(exchange.response.status);
    return http::Answer::kNow;
  }
}

InferRequest Endpoints::read(http::Exchange& exchange, const Signature& signature) {
  http::Request& request = exchange.request;
  if (is_picture(request)) return picture_request(request, signature);
  check_content_type(request);
  return reader_.read(request.body, json_size_of(request), exchange.memory);
}

void Endpoints::enqueue(http::Exchange& exchange, const repository::ServedModel& model) {
  const auto arrived = scheduling::Clock::now();
  scheduling::Place place = model.queue.enter();
  InferRequest request = read(exchange, model.queue.signature());
  check_outputs(request.outputs, model.queue.signature());
  const inference::Demand demand = demand_of(request, model.queue);
  exchange.memory.grow(static_cast<std::size_t>(demand.bytes));

  const auto longest = std::chrono::floor<std::chrono::microseconds>(context_.deadline);
  const auto patience = std::min(request.timeout.value_or(longest), longest);
  auto job = std::make_unique<InferJob>(std::move(place), model, std::move(request), exchange,
                                        counters_, context_.progress);
  job->demand = demand;
  job->pixels = context_.scheduler.admit(demand);
  job->arrived = arrived;
  job->deadline = arrived + patience;
  courier_.send(std::move(job));
}

const repository::ServedModel& Endpoints::find(const Captures& captures) const {
  return context_.repository.find(captures[0], captures[1]);
}

}  // namespace maas::serving::oip
