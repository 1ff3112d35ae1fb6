#include <fmt/format.h>
#include <gmock/gmock.h>

#include "serving/support/server_test.h"

namespace maas::test {
namespace {

using testing::HasSubstr;

/// What a server must refuse because another one on the way could see the request end elsewhere.
class Framing : public ServerTest {
 protected:
  Framing() { start(); }

  /// Expects the status for `request`, and that what follows it is not taken for a request.
  void expect_refused(std::string_view request, int status, std::string_view part) const {
    Client client = connect();
    client.send(fmt::format("{}{}", request, get("/v2")));
    const auto reply = client.receive();
    ASSERT_TRUE(reply.has_value()) << request;
    EXPECT_EQ(reply->status, status) << request;
    EXPECT_THAT(reply->body, HasSubstr(part)) << request;
    EXPECT_EQ(reply->fields.at("connection"), "close") << request;
    EXPECT_TRUE(client.is_closed()) << request;
  }

  static std::string chunked(std::string_view chunks) {
    return fmt::format("POST {} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{}",
                       kInfer, chunks);
  }
};

TEST_F(Framing, RefusesTransferEncodingsOtherThanChunked) {
  for (const auto* value : {"gzip", "gzip, chunked", "chunked, gzip", "identity", "xchunked",
                            "chunked;q=1", "\"chunked\"", ""}) {
    expect_refused(
        fmt::format("POST /v2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: {}\r\n\r\n0\r\n\r\n",
                    value),
        400, "");
  }
}

TEST_F(Framing, RefusesTwoTransferEncodings) {
  expect_refused(
      "POST /v2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n"
      "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400, "'gzip, chunked'");
  expect_refused(
      "POST /v2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
      "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
      400, "");
}

TEST_F(Framing, RefusesTransferEncodingWithContentLength) {
  expect_refused(
      "POST /v2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
      "Content-Length: 5\r\n\r\n0\r\n\r\n",
      400, "");
  expect_refused(
      "POST /v2 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
      "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400, "");
  expect_refused(
      "POST /v2 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
      "Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n",
      400, "");
}

TEST_F(Framing, RefusesTransferEncodingInHttp10) {
  expect_refused("POST /v2 HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
                 "HTTP/1.0 knows no Transfer-Encoding");
}

TEST_F(Framing, RefusesBadContentLengths) {
  for (const auto* value : {"-1", "+5", "0x5", "5 5", "5,5", "5, 6", "1e99", "", " ", "5;",
                            "18446744073709551616", "99999999999999999999999"}) {
    expect_refused(fmt::format("POST /v2 HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n", value),
                   400, "");
  }
  expect_refused("POST /v2 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n",
                 400, "more than once");
  expect_refused("POST /v2 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                 400, "");
}

TEST_F(Framing, RefusesMissingAndDoubledHosts) {
  expect_refused("GET /v2 HTTP/1.1\r\n\r\n", 400, "names no Host");
  expect_refused("GET /v2 HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, "more than one Host");
  expect_refused("GET /v2 HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400, "more than one Host");
}

TEST_F(Framing, RefusesBrokenChunks) {
  for (const auto* chunks :
       {"x\r\n", "-1\r\n", "5\r\nabc\r\n0\r\n\r\n", "1\r\nab\r\n0\r\n\r\n", "1\nx\n0\n\n",
        "FFFFFFFFFFFFFFFFF\r\nx\r\n", "1 \r\nx\r\n0\r\n\r\nx", "\r\n"}) {
    expect_refused(chunked(chunks), 400, "");
  }
}

TEST_F(Framing, RefusesFramingFieldsAfterAChunkedBody) {
  for (const auto* field : {"Content-Length: 50", "Transfer-Encoding: chunked"}) {
    expect_refused(chunked(fmt::format("1\r\nx\r\n0\r\n{}\r\n\r\n", field)), 400, "");
  }
}

TEST_F(Framing, DropsOtherFieldsAfterAChunkedBody) {
  Client client = connect();
  const std::string body = fmt::format(
      "{:x}\r\n{}\r\n0\r\nHost: y\r\nInference-Header-Content-Length: 1\r\nDigest: z\r\n\r\n",
      request_of(7).size(), request_of(7));
  EXPECT_THAT(client.ask(chunked(body)).value().body, HasSubstr("[7]"));
  for (const char byte : chunked(body)) client.send({&byte, 1});
  EXPECT_THAT(client.receive().value().body, HasSubstr("[7]"));
}

TEST_F(Framing, SkipsEmptyLinesBeforeARequest) {
  Client client = connect();
  EXPECT_EQ(client.ask("\r\n" + get("/v2")).value().status, 200);
  EXPECT_EQ(client.ask("\r\n\r\n" + get("/livez")).value().status, 200);
  for (const char byte : "\r\n" + get("/v2")) client.send({&byte, 1});
  EXPECT_EQ(client.receive().value().status, 200);
  client.send(post(kInfer, request_of(7)) + "\r\n" + get("/livez"));
  EXPECT_THAT(client.receive().value().body, HasSubstr("[7]"));
  EXPECT_THAT(client.receive().value().body, HasSubstr("ok"));
}

TEST_F(Framing, RefusesWhatIsNotHttp1) {
  for (const auto* request :
       {"GET /v2\r\n\r\n", "GET /v2 HTTP/2.0\r\n\r\n", "GET /v2 HTTP/0.9\r\n\r\n", "\r\r\n", "\n\n",
        "\r\n \r\n", "GET  /v2 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /v2 HTTP/1.1\nHost: x\n\n",
        "GET /v2 HTTP/1.1\r\nHost : x\r\n\r\n", "GET /v2 HTTP/1.1\r\nHo st: x\r\n\r\n",
        "G\x01T /v2 HTTP/1.1\r\nHost: x\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET /v2 HTTP/1.1\r\nHost: x\r\nA: \x01\r\n\r\n", "\x16\x03\x01\x02\x01"}) {
    expect_refused(request, 400, "not an HTTP request");
  }
}

TEST_F(Framing, AnswersPipelinedRequestsInOrder) {
  Client client = connect();
  client.send(post(kInfer, request_of(1)) + get("/livez") + post(kInfer, request_of(2)) +
              get("/nowhere") + post(kInfer, request_of(3)));
  EXPECT_THAT(client.receive().value().body, HasSubstr("[1]"));
  EXPECT_THAT(client.receive().value().body, HasSubstr("ok"));
  EXPECT_THAT(client.receive().value().body, HasSubstr("[2]"));
  EXPECT_EQ(client.receive().value().status, 404);
  EXPECT_THAT(client.receive().value().body, HasSubstr("[3]"));
}

TEST_F(Framing, TakesARequestByteForByte) {
  Client client = connect();
  for (const char byte : post(kInfer, request_of(7))) client.send({&byte, 1});
  EXPECT_THAT(client.receive().value().body, HasSubstr("[7]"));
}

TEST_F(Framing, TakesChunkedBodies) {
  std::string chunks;
  for (const char byte : request_of(7)) chunks += fmt::format("1;ext=\"a b\"\r\n{}\r\n", byte);
  EXPECT_THAT(ask(chunked(chunks + "0\r\n\r\n")).body, HasSubstr("[7]"));
}

TEST_F(Framing, TakesAChunkedRequestByteForByte) {
  Client client = connect();
  const std::string empty = chunked("0\r\n\r\n");
  for (const char byte : empty) client.send({&byte, 1});
  EXPECT_EQ(client.receive().value().status, 400) << "a body without a request";
  for (const char byte :
       chunked(fmt::format("{:x}\r\n{}\r\n0\r\n\r\n", request_of(7).size(), request_of(7)))) {
    client.send({&byte, 1});
  }
  EXPECT_THAT(client.receive().value().body, HasSubstr("[7]"));
}

TEST_F(Framing, TakesAHundredThousandChunksOfOneByte) {
  std::string body = request_of(7);
  body.insert(0, 100'000, ' ');
  std::string chunks;
  for (const char byte : body) chunks += fmt::format("1\r\n{}\r\n", byte);
  EXPECT_THAT(ask(chunked(chunks + "0\r\n\r\n")).body, HasSubstr("[7]"));
}

TEST_F(Framing, ClosesWhenAsked) {
  Client client = connect();
  client.send("GET /v2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.receive().value().fields.at("connection"), "close");
  EXPECT_TRUE(client.is_closed());
}

TEST_F(Framing, ClosesAfterHttp10) {
  Client client = connect();
  client.send("GET /v2 HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.receive().value().status, 200);
  EXPECT_TRUE(client.is_closed());
}

TEST_F(Framing, KeepsAnHttp10ConnectionThatAsksForIt) {
  Client client = connect();
  const std::string request = "GET /v2 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
  EXPECT_EQ(client.ask(request).value().fields.at("connection"), "keep-alive");
  EXPECT_EQ(client.ask(request).value().status, 200);
}

TEST_F(Framing, InvitesABodyThatWaits) {
  Client client = connect();
  const std::string body = request_of(7);
  client.send(fmt::format(
      "POST {} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n", kInfer,
      body.size()));
  EXPECT_EQ(client.receive().value().status, 100);
  EXPECT_THAT(client.ask(body).value().body, HasSubstr("[7]"));
}

}  // namespace
}  // namespace maas::test
