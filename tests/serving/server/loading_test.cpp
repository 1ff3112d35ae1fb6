#include <gmock/gmock.h>

#include "serving/support/server_test.h"

namespace maas::test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A server whose models are not there yet.
class Loading : public ServerTest {
 protected:
  Loading() {
    listen();
    server->set_busy_with("loading m version 1");
  }

  void expect_waiting(std::string_view request) const {
    const Reply reply = ask(request);
    EXPECT_EQ(reply.status, 503) << request;
    EXPECT_EQ(reply.body, R"({"error":"loading m version 1"})") << request;
  }
};

TEST_F(Loading, IsAlive) {
  EXPECT_EQ(ask(get("/livez")).status, 200);
  EXPECT_EQ(ask(get("/v2/health/live")).body, R"({"live":true})");
}

TEST_F(Loading, IsNotReadyAndSaysWhy) {
  for (const auto* path : {"/readyz", "/health", "/v2/health/ready"}) expect_waiting(get(path));
}

TEST_F(Loading, AnswersNothingElse) {
  for (const auto* path : {"/v2", "/v2/models/m", "/v2/models/stats", "/nowhere"}) {
    expect_waiting(get(path));
  }
  expect_waiting(post(kInfer, request_of(1)));
  expect_waiting("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
}

TEST_F(Loading, HasMetricsOfTheServer) {
  expect_waiting(get("/v2"));
  const std::string metrics = ask(get("/metrics")).body;
  EXPECT_THAT(metrics, HasSubstr("maas_http_requests_total{status=\"503\"} 1\n"));
  EXPECT_THAT(metrics, HasSubstr("maas_request_memory_bytes 0\n"));
  EXPECT_THAT(metrics, Not(HasSubstr("maas_inference")));
}

TEST_F(Loading, EndsWhenTheModelsAreThere) {
  Client client = connect();
  EXPECT_EQ(client.ask(get("/v2/models/m/ready")).value().status, 503);
  publish();
  EXPECT_EQ(client.ask(get("/v2/models/m/ready")).value().status, 200);
  EXPECT_EQ(client.ask(get("/readyz")).value().status, 200);
  EXPECT_THAT(client.ask(post(kInfer, request_of(7))).value().body, HasSubstr("[7]"));
}

TEST_F(Loading, CanBeStopped) {
  Client idle = connect();
  EXPECT_EQ(idle.ask(get("/livez")).value().status, 200);
  server->drain(std::chrono::seconds(20));
  EXPECT_TRUE(idle.is_closed());
}

TEST_F(Loading, RefusesTwoModelsOfOneNameAndVersion) {
  std::vector<serving::LoadedModel> twice(2, {.name = "m", .version = "1", .engine = engine});
  try {
    server->publish(std::move(twice));
    FAIL() << "two models of one name";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    EXPECT_THAT(error.what(), HasSubstr("two models 'm' of version 1"));
  }
  EXPECT_EQ(ask(get("/livez")).status, 200);
}

}  // namespace
}  // namespace maas::test
