#include "serving/http/address.h"

#include "support/support.h"

namespace maas::serving::http {
namespace {

TEST(Address, ReadsHostAndPort) {
  const Address address = parse_address("127.0.0.1:8000");
  EXPECT_EQ(address.host, "127.0.0.1");
  EXPECT_EQ(address.port, 8000);
}

TEST(Address, WritesWhatItReads) {
  for (const auto* text : {"127.0.0.1:8000", "[::1]:0", "0.0.0.0:65535"}) {
    EXPECT_EQ(parse_address(text).text(), text);
  }
}

TEST(Address, KnowsLocalhost) {
  EXPECT_EQ(parse_address("localhost:80").text(), "127.0.0.1:80");
}

TEST(Address, TellsLoopbackFromTheRest) {
  EXPECT_TRUE(parse_address("127.9.9.9:1").is_loopback());
  EXPECT_TRUE(parse_address("[::1]:1").is_loopback());
  EXPECT_FALSE(parse_address("0.0.0.0:1").is_loopback());
  EXPECT_FALSE(parse_address("[::]:1").is_loopback());
}

TEST(Address, RefusesAnythingElse) {
  for (const auto* text :
       {"", "8000", ":8000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
        "127.0.0.1:80x", "::1:80", "[127.0.0.1]:80", "example.org:80", "127.0.0.1:80:80"}) {
    EXPECT_ERROR(parse_address(text), kUsage, "is not an address to listen on");
  }
}

}  // namespace
}  // namespace maas::serving::http
