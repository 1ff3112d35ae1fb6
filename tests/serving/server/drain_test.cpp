#include <chrono>
#include <future>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "serving/support/server_test.h"

namespace maas::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;

class Drain : public ServerTest {
 protected:
  Drain() { options.limits.linger = milliseconds(20); }

  /// Sends a request's header and waits until the server has read it and asks for the body.
  static void begin(Client& client, std::string_view verb, std::string_view path,
                    std::string_view body) {
    client.send(fmt::format(
        "{} {} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n", verb,
        path, body.size()));
    ASSERT_EQ(client.receive().value().status, 100);
  }

  std::future<void> drain(milliseconds patience) {
    return std::async(std::launch::async, [this, patience] { server->drain(patience); });
  }

  /// Waits until the server no longer listens.
  void wait_until_closed() const {
    for (;;) {
      try {
        connect();
      } catch (const std::runtime_error&) {
        return;
      }
      std::this_thread::sleep_for(milliseconds(1));
    }
  }
};

TEST_F(Drain, AnswersWhatWasAsked) {
  start();
  engine->hold();
  Client running = connect();
  running.send(post(kInfer, request_of(1)));
  engine->wait_until_entered(1);
  Client waiting = connect();
  waiting.send(post(kInfer, request_of(2)));
  wait_for_pending(2);
  auto drained = drain(seconds(20));
  wait_until_closed();
  engine->release();
  for (Client* client : {&running, &waiting}) {
    const Reply reply = client->receive().value();
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.fields.at("connection"), "close");
    EXPECT_TRUE(client->is_closed());
  }
  drained.get();
}

TEST_F(Drain, ClosesIdleConnections) {
  start();
  Client idle = connect();
  EXPECT_EQ(idle.ask(get("/v2")).value().status, 200);
  server->drain(seconds(20));
  EXPECT_TRUE(idle.is_closed());
}

TEST_F(Drain, AnswersARequestThatIsHalfSent) {
  start();
  Client client = connect();
  begin(client, "POST", kInfer, request_of(1));
  auto drained = drain(seconds(20));
  wait_until_closed();
  client.send(request_of(1));
  EXPECT_EQ(client.receive().value().status, 200);
  drained.get();
}

TEST_F(Drain, DoesNotWaitForTheRestOfARequest) {
  options.limits.last_request = milliseconds(20);
  start();
  Client client = connect();
  begin(client, "POST", kInfer, request_of(1));
  server->drain(seconds(20));
  EXPECT_EQ(client.receive().value().status, 408);
}

TEST_F(Drain, IsNotReadyMeanwhile) {
  start();
  Client client = connect();
  begin(client, "GET", "/v2/health/ready", "{}");
  auto drained = drain(seconds(20));
  wait_until_closed();
  client.send("{}");
  EXPECT_EQ(client.receive().value().status, 503);
  drained.get();
}

TEST_F(Drain, FailsWhatWaitsTooLong) {
  start();
  engine->hold();
  Client running = connect();
  running.send(post(kInfer, request_of(1)));
  engine->wait_until_entered(1);
  Client waiting = connect();
  waiting.send(post(kInfer, request_of(2)));
  wait_for_pending(2);
  server->drain(milliseconds(10));
  engine->release();
  const Reply reply = waiting.receive().value();
  EXPECT_EQ(reply.status, 503);
  EXPECT_THAT(reply.body, HasSubstr("the server is stopping"));
}

TEST_F(Drain, EndsWithoutADrainToo) {
  start();
  Client idle = connect();
  Client half = connect();
  half.send("GET /v2 HT");
  Client busy = connect();
  busy.send(post(kInfer, request_of(1)));
  server.reset();
  EXPECT_TRUE(idle.is_closed());
}

TEST_F(Drain, FreesThePort) {
  start();
  const serving::http::Address address = server->address();
  EXPECT_EQ(ask(get("/v2")).status, 200);
  server.reset();
  options.address = address;
  const serving::Server again(options, progress);
  EXPECT_EQ(again.address().port, address.port);
}

TEST_F(Drain, LeavesATakenPortAlone) {
  start();
  options.address = server->address();
  try {
    const serving::Server second(options, progress);
    FAIL() << "two servers on one port";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCannotCreate);
    EXPECT_THAT(error.what(), HasSubstr("cannot listen on 127.0.0.1:"));
  }
  EXPECT_EQ(ask(get("/v2")).status, 200);
}

}  // namespace
}  // namespace maas::test
