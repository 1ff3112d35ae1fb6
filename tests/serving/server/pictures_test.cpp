#include <gmock/gmock.h>

#include "serving/support/fake_pictures.h"
#include "serving/support/server_test.h"

namespace maas::test {
namespace {

using testing::HasSubstr;

/// A served model `p` of pictures.
class Pictures : public ServerTest {
 protected:
  static constexpr std::string_view kPath = "/v2/models/p/infer";
  static constexpr std::string_view kPng = "\x89PNG\r\n\x1a\nrest";

  Pictures() {
    start({{.name = "p", .version = "1", .is_default = true, .engine = pictures},
           {.name = "m", .version = "1", .is_default = true, .engine = engine}});
  }
  ~Pictures() override { pictures->release(); }

  /// A request about files that are so long.
  static std::string sizes(const std::vector<std::size_t>& lengths) {
    std::string data;
    for (const std::size_t length : lengths) {
      data += fmt::format("{}\"{}\"", data.empty() ? "" : ",", std::string(length, 'x'));
    }
    return post(
        kPath,
        fmt::format(
            R"({{"inputs":[{{"name":"image","shape":[{}],"datatype":"BYTES","data":[{}]}}]}})",
            lengths.size(), data));
  }

  std::unique_ptr<Client> send(const std::string& request) const {
    auto client = std::make_unique<Client>(server->address().port);
    client->send(request);
    return client;
  }

  std::shared_ptr<FakePictures> pictures = std::make_shared<FakePictures>();
};

TEST_F(Pictures, AreTakenAsTheBody) {
  for (const auto* type : {"image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp"}) {
    const Reply reply = ask(post(kPath, "12345", type));
    EXPECT_EQ(reply.status, 200) << type;
    EXPECT_EQ(reply.body, R"({"model_name":"p","model_version":"1","outputs":[)"
                          R"({"name":"size","datatype":"FP32","shape":[1,1],"data":[5]}]})");
  }
}

TEST_F(Pictures, AreKnownByTheirFirstBytesWhereNothingWasSaid) {
  for (const auto* type : {"application/x-www-form-urlencoded", "application/octet-stream"}) {
    EXPECT_THAT(ask(post(kPath, kPng, type)).body, HasSubstr(R"("data":[12])")) << type;
    EXPECT_THAT(ask(post(kPath, "GIF89a.", type)).body, HasSubstr(R"("data":[7])")) << type;
  }
  EXPECT_EQ(ask(post(kPath, kPng, "application/json")).status, 400);
}

TEST_F(Pictures, AreRefusedByAModelOfOtherThings) {
  const Reply reply = ask(post(kInfer, kPng, "image/png"));
  EXPECT_EQ(reply.status, 415);
  EXPECT_THAT(reply.body, HasSubstr("the model takes no pictures"));
}

TEST_F(Pictures, OfOtherTypesAreRefusedWithTheList) {
  for (const auto* type : {"image/tiff", "image/svg+xml", "multipart/form-data", "text/html"}) {
    const Reply reply = ask(post(kPath, kPng, type));
    EXPECT_EQ(reply.status, 415) << type;
    EXPECT_THAT(reply.body, HasSubstr("image/png, image/jpeg, image/webp, image/gif, image/bmp"));
  }
}

TEST_F(Pictures, AreNeverDecodedWhereTheModelRuns) {
  for (int i = 0; i < 20; ++i) EXPECT_EQ(ask(sizes({1, 2})).status, 200);
  EXPECT_FALSE(pictures->runs_where_it_prepares());
}

TEST_F(Pictures, LeaveTheModelFreeWhileTheyAreDecoded) {
  pictures->hold();
  const auto waiting = send(sizes({1}));
  pictures->wait_until_preparing(1);
  EXPECT_EQ(ask(post(kInfer, request_of(1))).status, 200) << "another model, the same thread";
  pictures->release();
  EXPECT_EQ(waiting->receive().value().status, 200);
}

TEST_F(Pictures, ThatAreBrokenCostTheOthersNothing) {
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 12; ++i) {
    clients.push_back(send(sizes({1, i % 3 == 0 ? FakePictures::kBroken : 2})));
  }
  for (int i = 0; i < 12; ++i) {
    const Reply reply = clients[static_cast<std::size_t>(i)]->receive().value();
    EXPECT_EQ(reply.status, i % 3 == 0 ? 400 : 200);
    EXPECT_THAT(reply.body, HasSubstr(i % 3 == 0 ? "broken" : R"("data":[1,2])"));
  }
  EXPECT_LE(pictures->runs(), 8);
}

}  // namespace
}  // namespace maas::test
