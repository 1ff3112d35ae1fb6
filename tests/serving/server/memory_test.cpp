#include <fmt/format.h>
#include <gmock/gmock.h>

#include "formats/gzip/gzip.h"
#include "serving/support/server_test.h"

namespace maas::test {
namespace {

using testing::HasSubstr;

/// What bodies hold of the server's memory: here, three megabytes for all.
class Memory : public ServerTest {
 protected:
  static constexpr std::size_t kMegabyte = std::size_t{1} << 20;

  Memory() {
    options.memory = 3 * kMegabyte;
    options.request_memory = 3 * kMegabyte;
    options.limits.body_bytes = 2 * kMegabyte;
    options.limits.linger = std::chrono::milliseconds(20);
    start();
  }

  static std::string head(std::size_t size, std::string_view more = "") {
    return fmt::format("POST {} HTTP/1.1\r\nHost: x\r\n{}Content-Length: {}\r\n\r\n", kInfer, more,
                       size);
  }

  /// Sends a body but for its last byte, and waits until the server has counted it.
  std::unique_ptr<Client> hoard(std::size_t size) const {
    auto client = std::make_unique<Client>(server->address().port);
    client->send(head(size) + std::string(size - 1, ' '));
    while (held() < size - kMegabyte / 8) std::this_thread::yield();
    return client;
  }

  std::size_t held() const {
    constexpr std::string_view kName = "\nmaas_request_memory_bytes ";
    const std::string metrics = ask(get("/metrics")).body;
    return std::stoul(metrics.substr(metrics.find(kName) + kName.size()));
  }

  void wait_until_free() const {
    while (held() > 0) std::this_thread::yield();
  }

  static void expect_told_to_come_back(const std::optional<Reply>& reply) {
    ASSERT_TRUE(reply.has_value());
    EXPECT_EQ(reply->status, 429);
    EXPECT_EQ(reply->fields.at("retry-after"), "1");
    EXPECT_EQ(reply->fields.at("connection"), "close");
    EXPECT_THAT(reply->body, HasSubstr("other requests hold the server's memory"));
  }
};

TEST_F(Memory, ThatIsHeldRefusesABodyBeforeItIsSent) {
  const auto first = hoard(2 * kMegabyte);
  Client client = connect();
  expect_told_to_come_back(client.ask(head(2 * kMegabyte)));
  Client polite = connect();
  expect_told_to_come_back(polite.ask(head(2 * kMegabyte, "Expect: 100-continue\r\n")));
}

TEST_F(Memory, ThatIsHeldRefusesAChunkedBodyWhileItIsSent) {
  const auto first = hoard(2 * kMegabyte);
  Client client = connect();
  client.send("POST /v2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = fmt::format("10000\r\n{}\r\n", std::string(0x10000, ' '));
  for (int i = 0; i < 31; ++i) client.send(chunk);
  expect_told_to_come_back(client.receive());
}

TEST_F(Memory, ThatIsHeldRefusesABodyWhileItInflates) {
  const auto first = hoard(2 * kMegabyte);
  const std::string blanks(2 * kMegabyte, ' ');
  const auto bytes = formats::gzip(std::as_bytes(std::span(blanks)));
  const std::string body(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  Client client = connect();
  expect_told_to_come_back(client.ask(head(body.size(), "Content-Encoding: gzip\r\n") + body));
}

TEST_F(Memory, ThatIsHeldLeavesSmallRequestsAlone) {
  const auto first = hoard(2 * kMegabyte);
  EXPECT_THAT(ask(post(kInfer, request_of(7))).body, HasSubstr("[7]"));
}

TEST_F(Memory, IsNotHeldByBodiesThatAreOnlyAnnounced) {
  std::vector<std::unique_ptr<Client>> liars;
  for (int i = 0; i < 50; ++i) {
    liars.push_back(std::make_unique<Client>(server->address().port));
    liars.back()->send(head(2 * kMegabyte));
  }
  const std::string body = request_of(7) + std::string(kMegabyte, ' ');
  EXPECT_THAT(ask(post(kInfer, body)).body, HasSubstr("[7]"));
}

TEST_F(Memory, ComesBackWithTheAnswer) {
  Client client = connect();
  const std::string body = request_of(7) + std::string(kMegabyte, ' ');
  for (int i = 0; i < 10; ++i) {
    EXPECT_THAT(client.ask(post(kInfer, body)).value().body, HasSubstr("[7]"));
  }
  wait_until_free();
}

TEST_F(Memory, ComesBackWhenAClientLeaves) {
  hoard(2 * kMegabyte)->reset();
  wait_until_free();
  const auto again = hoard(2 * kMegabyte);
}

TEST_F(Memory, ComesBackAfterARefusal) {
  Client client = connect();
  client.send("POST /v2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n" +
              std::string(kMegabyte, ' ') + "xx\r\n");
  EXPECT_EQ(client.receive().value().status, 400);
  wait_until_free();
}

}  // namespace
}  // namespace maas::test
