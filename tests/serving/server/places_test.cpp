#include <fmt/format.h>
#include <gmock/gmock.h>

#include "serving/support/server_test.h"

namespace maas::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;

/// Who keeps a place when there are more connections than places.
class Places : public ServerTest {
 protected:
  Places() {
    options.limits.first_byte = seconds(60);
    options.limits.idle = seconds(60);
    options.limits.header = seconds(60);
    options.limits.request = seconds(60);
    options.limits.linger = milliseconds(20);
  }

  using Clients = std::vector<std::unique_ptr<Client>>;

  std::unique_ptr<Client> open(std::string_view bytes = {}) const {
    auto client = std::make_unique<Client>(server->address().port);
    client->send(bytes);
    return client;
  }

  /// Opens connections that each send `bytes`, and waits until the server has seen them.
  Clients open(int count, std::string_view bytes = {}) const {
    Clients clients;
    for (int i = 0; i < count; ++i) clients.push_back(open(bytes));
    EXPECT_EQ(ask(get("/livez")).status, 200);
    return clients;
  }
};

TEST_F(Places, AreNotHeldByThoseWhoSayNothing) {
  options.limits.newcomers = 8;
  options.limits.connections = 2;
  start();
  const Clients silent = open(100);
  for (const auto* path : {"/livez", "/readyz", "/metrics", "/v2/health/ready", "/v2"}) {
    EXPECT_EQ(ask(get(path)).status, 200) << path;
  }
  EXPECT_THAT(ask(post(kInfer, request_of(7))).body, HasSubstr("[7]"));
  EXPECT_TRUE(silent.front()->is_closed());
}

TEST_F(Places, AreNotHeldByThoseWhoNeverEndTheirFirstLine) {
  options.limits.newcomers = 8;
  start();
  const Clients slow = open(100, "GET /v2/mod");
  EXPECT_THAT(ask(post(kInfer, request_of(7))).body, HasSubstr("[7]"));
  EXPECT_TRUE(slow.front()->is_closed());
}

TEST_F(Places, AreTakenFromTheIdlest) {
  options.limits.connections = 2;
  start();
  const auto first = open();
  const auto second = open();
  EXPECT_EQ(first->ask(get("/v2")).value().status, 200);
  EXPECT_EQ(second->ask(get("/v2")).value().status, 200);
  EXPECT_EQ(first->ask(get("/v2")).value().status, 200);
  EXPECT_EQ(ask(get("/v2")).status, 200);
  EXPECT_TRUE(second->is_closed());
  EXPECT_EQ(first->ask(get("/v2")).value().status, 200);
}

TEST_F(Places, AreKeptByThoseWhoAreBeingAnswered) {
  options.limits.connections = 2;
  start();
  engine->hold();
  const auto first = open(post(kInfer, request_of(1)));
  const auto second = open(post(kInfer, request_of(2)));
  wait_for_pending(2);
  const Reply reply = ask(get("/v2"));
  EXPECT_EQ(reply.status, 429);
  EXPECT_EQ(reply.fields.at("retry-after"), "1");
  EXPECT_EQ(reply.fields.at("connection"), "close");
  EXPECT_THAT(reply.body, HasSubstr("as many connections"));
  EXPECT_EQ(ask(get("/readyz")).status, 200);
  engine->release();
  EXPECT_EQ(first->receive().value().status, 200);
  EXPECT_EQ(second->receive().value().status, 200);
  EXPECT_EQ(ask(get("/v2")).status, 200);
}

TEST_F(Places, AreNotHeldByManyWhoAreTurnedAway) {
  options.limits.connections = 1;
  options.limits.linger = seconds(60);
  start();
  engine->hold();
  const auto busy = open(post(kInfer, request_of(1)));
  wait_for_pending(1);
  Clients refused;
  for (int i = 0; i < 100; ++i) {
    refused.push_back(open(get("/v2")));
    EXPECT_EQ(refused.back()->receive().value().status, 429);
  }
  EXPECT_TRUE(refused.front()->is_closed());
  engine->release();
  EXPECT_EQ(busy->receive().value().status, 200);
}

TEST_F(Places, ForHealthAreApart) {
  options.limits.connections = 4;
  options.limits.watchers = 2;
  start();
  engine->hold();
  const Clients busy = [&] {
    Clients clients;
    for (int i = 0; i < 4; ++i) clients.push_back(open(post(kInfer, request_of(i))));
    return clients;
  }();
  wait_for_pending(4);
  const Clients watching = open(50, "GET /livez HTTP/1.1\r\n");
  for (int i = 0; i < 10; ++i) EXPECT_EQ(ask(get("/livez")).status, 200);
  engine->release();
  for (const auto& client : busy) EXPECT_EQ(client->receive().value().status, 200);
}

TEST_F(Places, FollowWhatAConnectionAsksFor) {
  options.io_threads = 2;
  start();
  Client client = connect();
  for (int i = 0; i < 20; ++i) {
    EXPECT_THAT(client.ask(post(kInfer, request_of(i))).value().body,
                HasSubstr(fmt::format("[{}]", i)));
    EXPECT_EQ(client.ask(get("/livez")).value().body, R"({"status":"ok"})");
    EXPECT_EQ(client.ask(get("/v2/models/m/ready")).value().status, 200);
    EXPECT_EQ(client.ask(get("http://x/metrics?a=b")).value().status, 200);
  }
  std::string pipelined;
  for (int i = 0; i < 20; ++i) pipelined += post(kInfer, request_of(i)) + get("/livez");
  client.send(pipelined);
  for (int i = 0; i < 20; ++i) {
    EXPECT_THAT(client.receive().value().body, HasSubstr(fmt::format("[{}]", i)));
    EXPECT_THAT(client.receive().value().body, HasSubstr("ok"));
  }
}

TEST_F(Places, OfHealthAnswerWhileTheIoThreadIsBusy) {
  start();
  engine->hold();
  const auto busy = open(post(kInfer, request_of(1)));
  wait_for_pending(1);
  Client health = connect();
  EXPECT_EQ(health.ask(get("/v2")).value().status, 200) << "now it is the I/O thread's";
  EXPECT_EQ(health.ask(get("/readyz")).value().status, 200);
  engine->release();
  EXPECT_EQ(busy->receive().value().status, 200);
}

}  // namespace
}  // namespace maas::test
