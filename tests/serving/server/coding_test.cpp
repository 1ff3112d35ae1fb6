#include <span>

#include <zlib.h>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "formats/gzip/gzip.h"
#include "serving/support/server_test.h"

namespace maas::test {
namespace {

using testing::HasSubstr;

std::string in_gzip(const std::string& text) {
  const auto bytes = formats::gzip(std::as_bytes(std::span(text)));
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string in_zlib(const std::string& text) {
  std::string bytes(compressBound(text.size()), '\0');
  uLongf size = bytes.size();
  compress(reinterpret_cast<Bytef*>(bytes.data()), &size,
           reinterpret_cast<const Bytef*>(text.data()), text.size());
  bytes.resize(size);
  return bytes;
}

/// Bodies that were sent compressed.
class Coding : public ServerTest {
 protected:
  static constexpr std::size_t kLimit = 1'000'000;

  Coding() {
    options.limits.body_bytes = kLimit;
    start();
  }

  static std::string request(std::string_view coding, std::string_view body) {
    return fmt::format(
        "POST {} HTTP/1.1\r\nHost: x\r\nContent-Encoding: {}\r\nContent-Length: {}\r\n\r\n{}",
        kInfer, coding, body.size(), body);
  }

  /// A request for the sum 7, with blanks up to `size`.
  static std::string padded(std::size_t size) {
    return request_of(7) + std::string(size - request_of(7).size(), ' ');
  }

  void expect_refused(std::string_view bytes, int status, std::string_view part) const {
    const Reply reply = ask(bytes);
    EXPECT_EQ(reply.status, status) << reply.body;
    EXPECT_THAT(reply.body, HasSubstr(part));
    EXPECT_EQ(reply.fields.at("connection"), "close");
  }
};

TEST_F(Coding, TakesGzipAndDeflate) {
  for (const auto* name : {"gzip", "x-gzip", "GZip"}) {
    EXPECT_THAT(ask(request(name, in_gzip(request_of(7)))).body, HasSubstr("[7]")) << name;
  }
  EXPECT_THAT(ask(request("deflate", in_zlib(request_of(7)))).body, HasSubstr("[7]"));
  EXPECT_THAT(ask(request("identity", request_of(7))).body, HasSubstr("[7]"));
}

TEST_F(Coding, TakesACompressedBodyInChunksOfAByte) {
  std::string chunks;
  for (const char byte : in_gzip(padded(50'000))) chunks += fmt::format("1\r\n{}\r\n", byte);
  EXPECT_THAT(ask(fmt::format("POST {} HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n"
                              "Transfer-Encoding: chunked\r\n\r\n{}0\r\n\r\n",
                              kInfer, chunks))
                  .body,
              HasSubstr("[7]"));
}

TEST_F(Coding, CountsTheLengthOfTheJsonInTheInflatedBody) {
  const float values[] = {2, 0, 0, 0};
  const std::string json = R"({"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32",)"
                           R"("parameters":{"binary_data_size":16}}]})";
  const std::string body =
      in_gzip(json + std::string(reinterpret_cast<const char*>(values), sizeof values));
  const Reply reply = ask(
      fmt::format("POST {} HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n"
                  "Content-Type: application/octet-stream\r\n"
                  "Inference-Header-Content-Length: {}\r\n\r\n{}",
                  kInfer, body.size(), json.size(), body));
  EXPECT_THAT(reply.body, HasSubstr("[2]"));
}

TEST_F(Coding, TakesWhatInflatesToExactlyTheLimit) {
  EXPECT_THAT(ask(request("gzip", in_gzip(padded(kLimit)))).body, HasSubstr("[7]"));
  expect_refused(request("gzip", in_gzip(padded(kLimit + 1))), 413, "inflates to more");
}

TEST_F(Coding, RefusesABombAfterTheLimit) {
  expect_refused(request("gzip", in_gzip(std::string(100'000'000, ' '))), 413, "inflates to more");
}

TEST_F(Coding, RefusesBrokenAndTruncatedBodies) {
  expect_refused(request("gzip", request_of(7)), 400, "the compressed data is broken");
  expect_refused(request("deflate", in_gzip(request_of(7))), 400, "the compressed data is broken");
  const std::string whole = in_gzip(request_of(7));
  expect_refused(request("gzip", whole.substr(0, whole.size() - 1)), 400, "truncated");
  expect_refused(request("deflate", in_zlib(request_of(7)) + "x"), 400, "goes on after its end");
}

TEST_F(Coding, RefusesOtherCodings) {
  for (const auto* name : {"br", "zstd", "compress", "gzip, gzip", "gzip, identity", "x"}) {
    const Reply reply = ask(request(name, in_gzip(request_of(7))));
    EXPECT_EQ(reply.status, 415) << name;
    EXPECT_EQ(reply.fields.at("accept-encoding"), "gzip, deflate");
    EXPECT_THAT(reply.body, HasSubstr(fmt::format("content coding '{}'", name)));
  }
}

TEST_F(Coding, KeepsTheConnectionAndTheNextRequest) {
  Client client = connect();
  client.send(request("gzip", in_gzip(padded(900'000))) + post(kInfer, request_of(8)));
  EXPECT_THAT(client.receive().value().body, HasSubstr("[7]"));
  EXPECT_THAT(client.receive().value().body, HasSubstr("[8]"));
}

}  // namespace
}  // namespace maas::test
