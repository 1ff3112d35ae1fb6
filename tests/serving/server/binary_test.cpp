#include <gmock/gmock.h>

#include "serving/support/server_test.h"

namespace maas::test {
namespace {

using testing::HasSubstr;

/// Requests and answers with tensors behind their JSON.
class Binary : public ServerTest {
 protected:
  Binary() { start(); }

  /// Sends a body whose first `json_size` bytes are said to be JSON.
  Reply send(const std::string& body, const std::string& json_size) const {
    return ask(
        fmt::format("POST {} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n"
                    "Content-Type: application/octet-stream\r\n"
                    "inference-header-content-length: {}\r\n\r\n{}",
                    kInfer, body.size(), json_size, body));
  }

  /// A request of one row whose sum is 2, with more keys.
  static std::string json(std::string_view more = {}) {
    return fmt::format(R"({{"inputs":[{{"name":"x","shape":[1,4],"datatype":"FP32",)"
                       R"("parameters":{{"binary_data_size":16}}}}]{}}})",
                       more);
  }

  static std::string row() {
    const float values[] = {2, 0, 0, 0};
    return {reinterpret_cast<const char*>(values), sizeof(values)};
  }
};

TEST_F(Binary, AnInputBehindTheJsonIsRead) {
  const Reply reply = send(json() + row(), std::to_string(json().size()));
  EXPECT_EQ(reply.status, 200) << reply.body;
  EXPECT_THAT(reply.body, HasSubstr(R"("name":"sum","datatype":"FP32","shape":[1,1],"data":[2])"));
  EXPECT_EQ(reply.fields.at("content-type"), "application/json");
}

TEST_F(Binary, OutputsComeBehindTheJsonWhenAskedFor) {
  const std::string request = json(R"(,"parameters":{"binary_data_output":true})");
  const Reply reply = send(request + row(), std::to_string(request.size()));
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(reply.fields.at("content-type"), "application/octet-stream");
  const std::size_t size = std::stoul(reply.fields.at("inference-header-content-length"));
  EXPECT_THAT(reply.body.substr(0, size),
              HasSubstr(R"("shape":[1,1],"parameters":{"binary_data_size":4}})"));
  EXPECT_EQ(reply.body.substr(size, 4), row().substr(0, 4));
}

TEST_F(Binary, AnOutputsOwnWishCounts) {
  const std::string request =
      json(R"(,"outputs":[{"name":"sum","parameters":{"binary_data":false}}],)"
           R"("parameters":{"binary_data_output":true})");
  const Reply reply = send(request + row(), std::to_string(request.size()));
  EXPECT_THAT(reply.body, HasSubstr(R"("data":[2])"));
  EXPECT_FALSE(reply.fields.contains("inference-header-content-length"));
}

TEST_F(Binary, ABadLengthOfTheJsonIsRefused) {
  for (const auto* size : {"x", "-1", "1000", "18446744073709551616", "5 "}) {
    const Reply reply = send(json() + row(), size);
    EXPECT_EQ(reply.status, 400) << size;
  }
}

TEST_F(Binary, BytesThatBelongToNoTensorAreRefused) {
  const Reply reply = send(json() + row() + "!", std::to_string(json().size()));
  EXPECT_EQ(reply.status, 400);
  EXPECT_THAT(reply.body, HasSubstr("goes on after the request"));
}

TEST_F(Binary, WithoutTheLengthOfTheJsonOctetsAreRefused) {
  EXPECT_EQ(ask(post(kInfer, json() + row(), "application/octet-stream")).status, 415);
}

}  // namespace
}  // namespace maas::test
