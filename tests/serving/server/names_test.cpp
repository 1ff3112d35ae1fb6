#include <gmock/gmock.h>

#include "serving/support/server_test.h"

namespace maas::test {
namespace {

using testing::HasSubstr;

/// Words of the server's own paths, as names of models that are served beside each other.
constexpr const char* kNames[] = {"stats", "ready",      "infer",  "config", "versions",
                                  "index", "v2",         "models", "health", "live",
                                  "1",     "repository", "metrics"};

class Names : public ServerTest {
 protected:
  void serve(const std::vector<std::string>& names) {
    std::vector<serving::LoadedModel> models;
    for (const std::string& name : names) {
      models.push_back({.name = name, .version = "1", .is_default = true, .engine = engine});
    }
    start(std::move(models));
  }
};

TEST_F(Names, ThatAreWordsOfThePathsReachTheirModels) {
  serve({std::begin(kNames), std::end(kNames)});
  Client client = connect();
  for (const std::string name : kNames) {
    for (const std::string& model : {"/v2/models/" + name, "/v2/models/" + name + "/versions/1"}) {
      const std::string is_named = fmt::format(R"({{"name":"{}",)", name);
      EXPECT_THAT(client.ask(get(model)).value().body, HasSubstr(is_named + R"("versions")"));
      EXPECT_THAT(client.ask(get(model + "/ready")).value().body,
                  HasSubstr(is_named + R"("ready")"));
      EXPECT_THAT(client.ask(get(model + "/config")).value().body,
                  HasSubstr(is_named + R"("platform")"));
      EXPECT_THAT(client.ask(get(model + "/stats")).value().body,
                  HasSubstr(fmt::format(R"({{"model_stats":[{{"name":"{}",)", name)));
      EXPECT_THAT(client.ask(post(model + "/infer", request_of(1))).value().body,
                  HasSubstr(fmt::format(R"("model_name":"{}")", name)));
    }
  }
}

TEST_F(Names, LeaveTheStatisticsOfAllModelsWhereNoneIsCalledSo) {
  serve({"a", "b"});
  const Reply reply = ask(get("/v2/models/stats"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, HasSubstr(R"({"model_stats":[{"name":"a",)"));
  EXPECT_THAT(reply.body, HasSubstr(R"("name":"b",)"));
  EXPECT_EQ(ask(get("/v2/models/stats/versions/1")).status, 404);
  EXPECT_EQ(ask(get("/v2/models/stats/ready")).status, 404);
}

TEST_F(Names, ThatNoRequestCouldReachAreNotServed) {
  for (const auto* name : {"a/b", "..", "a\\b", "a\nb", ""}) {
    EXPECT_THROW(serve({name}), Error);
  }
}

}  // namespace
}  // namespace maas::test
