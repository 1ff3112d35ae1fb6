#include <fmt/format.h>
#include <gmock/gmock.h>

#include "serving/support/server_test.h"

namespace maas::test {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

class Limits : public ServerTest {
 protected:
  Limits() {
    options.limits.header_bytes = 2000;
    options.limits.body_bytes = 10'000;
    options.limits.first_byte = milliseconds(300);
    options.limits.header = milliseconds(200);
    options.limits.request = milliseconds(200);
    options.limits.response = milliseconds(300);
    options.limits.idle = milliseconds(300);
  }

  /// Expects a refusal, and that the connection ends.
  static void expect_refused(Client& client, int status, std::string_view part) {
    const auto reply = client.receive();
    ASSERT_TRUE(reply.has_value());
    EXPECT_EQ(reply->status, status);
    EXPECT_THAT(reply->body, HasSubstr(part));
    EXPECT_TRUE(client.is_closed());
  }
};

TEST_F(Limits, RefusesALargeBodyBeforeItIsSent) {
  start();
  Client client = connect();
  client.send("POST /v2 HTTP/1.1\r\nHost: x\r\nContent-Length: 10001\r\n\r\n");
  expect_refused(client, 413, "the body is larger");
}

TEST_F(Limits, TellsAClientThatSendsItsLargeBodyAnyway) {
  start();
  Client client = connect();
  client.send(post("/v2", std::string(1'000'000, ' ')));
  expect_refused(client, 413, "the body is larger");
}

TEST_F(Limits, RefusesALargeChunkedBody) {
  start();
  Client client = connect();
  client.send("POST /v2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 11; ++i) client.send(fmt::format("3e8\r\n{}\r\n", std::string(1000, ' ')));
  expect_refused(client, 413, "the body is larger");
}

TEST_F(Limits, TakesABodyOfExactlyTheLimit) {
  start();
  EXPECT_EQ(
      ask(post(kInfer, request_of(1) + std::string(10'000 - request_of(1).size(), ' '))).status,
      200);
}

TEST_F(Limits, RefusesALongRequestLine) {
  start();
  Client client = connect();
  client.send(fmt::format("GET /{} HTTP/1.1\r\n", std::string(3000, 'a')));
  expect_refused(client, 431, "the header is larger");
}

TEST_F(Limits, RefusesALongField) {
  start();
  Client client = connect();
  client.send(fmt::format("GET /v2 HTTP/1.1\r\nHost: x\r\nA: {}", std::string(3000, 'a')));
  expect_refused(client, 431, "the header is larger");
}

TEST_F(Limits, RefusesManyFieldsThatArriveOneByOne) {
  start();
  Client client = connect();
  client.send("GET /v2 HTTP/1.1\r\n");
  for (int i = 0; i < 60; ++i) {
    client.send(fmt::format("A: {}\r\n", std::string(50, 'a')));
    std::this_thread::sleep_for(milliseconds(1));
  }
  expect_refused(client, 431, "the header is larger");
}

TEST_F(Limits, RefusesAnEndlessChunkHeader) {
  start();
  Client client = connect();
  client.send("POST /v2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  client.send("1;" + std::string(1'000'000, 'a'));
  expect_refused(client, 400, "a chunk's header");
}

TEST_F(Limits, RefusesAHeaderThatDripsIn) {
  start();
  Client client = connect();
  for (int i = 0; i < 20; ++i) {
    client.send(i == 0 ? "GET /v2 HTTP/1.1\r\n" : "A: b\r\n");
    std::this_thread::sleep_for(milliseconds(20));
  }
  expect_refused(client, 408, "too long to arrive");
}

TEST_F(Limits, RefusesABodyThatNeverComes) {
  start();
  Client client = connect();
  client.send("POST /v2 HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
  expect_refused(client, 408, "too long to arrive");
}

TEST_F(Limits, ClosesIdleConnections) {
  start();
  Client fresh = connect();
  Client used = connect();
  EXPECT_EQ(used.ask(get("/v2")).value().status, 200);
  EXPECT_TRUE(fresh.is_closed());
  EXPECT_TRUE(used.is_closed());
}

TEST_F(Limits, DoesNotWaitForAClientThatReadsNothing) {
  start();
  Client deaf = connect();
  for (int i = 0; i < 100'000; ++i) deaf.send(get("/metrics"));
  EXPECT_EQ(ask(get("/v2")).status, 200);
}

TEST_F(Limits, RefusesManyFields) {
  start();
  Client client = connect();
  std::string fields;
  for (int i = 0; i < 100; ++i) fields += "A: b\r\n";
  client.send(fmt::format("GET /v2 HTTP/1.1\r\nHost: x\r\n{}\r\n", fields));
  expect_refused(client, 431, "more fields");
}

TEST_F(Limits, CountsFieldsAfterABodyToo) {
  start();
  for (const std::string& fields : {std::string(3000, 'a') + ": b\r\n", [] {
                                      std::string many;
                                      for (int i = 0; i < 100; ++i) many += "A: b\r\n";
                                      return many;
                                    }()}) {
    Client client = connect();
    client.send(fmt::format(
        "POST /v2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n{}\r\n", fields));
    expect_refused(client, 431, "the header");
  }
}

TEST_F(Limits, GivesTheHeaderLessTimeThanTheBody) {
  options.limits.request = std::chrono::seconds(60);
  start();
  Client header = connect();
  header.send("POST /v2 HTTP/1.1\r\nHost: x\r\n");
  Client body = connect();
  body.send(post(kInfer, request_of(7)).substr(0, 150));
  expect_refused(header, 408, "too long to arrive");
  body.send(post(kInfer, request_of(7)).substr(150));
  EXPECT_THAT(body.receive().value().body, HasSubstr("[7]"));
}

}  // namespace
}  // namespace maas::test
