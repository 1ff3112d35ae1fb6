#include "serving/http/router.h"

#include "serving/http/refusal.h"
#include "serving/http/target.h"
#include "support/support.h"

namespace maas::serving::http {
namespace {

class DeadExchange final : public Exchange {
 public:
  void complete() override { FAIL() << "nothing here is answered later"; }
};

/// Routes a request; the answer's body is the route's name and what it captured.
class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    add("GET", "/models/stats", "stats");
    add("GET", "/models/{}", "model");
    add("POST", "/models/{}", "change");
    add("POST", "/models/{}/versions/{}/infer", "infer");
  }

  const Response& route(std::string method, std::string_view target) {
    exchange_.response.clear();
    exchange_.request.method = std::move(method);
    std::vector<std::string> segments;
    split_target(target, segments);
    router_.route(exchange_, segments);
    return exchange_.response;
  }

  const Response& last() const { return exchange_.response; }

 private:
  void add(std::string_view method, std::string_view pattern, std::string name) {
    router_.add(method, pattern, [name](Exchange& exchange, const Captures& captures) {
      exchange.response.body = fmt::format("{} {} {}", name, captures[0], captures[1]);
      return Answer::kNow;
    });
  }

  Router router_;
  DeadExchange exchange_;
};

TEST_F(RouterTest, CapturesFreeSegments) {
  EXPECT_EQ(route("POST", "/models/m/versions/3/infer").body, "infer m 3");
}

TEST_F(RouterTest, PrefersTheRouteThatWasAddedFirst) {
  EXPECT_EQ(route("GET", "/models/stats").body, "stats  ");
}

TEST_F(RouterTest, ChoosesByVerb) {
  EXPECT_EQ(route("POST", "/models/m").body, "change m ");
}

TEST_F(RouterTest, AnswersHeadAsGet) {
  EXPECT_EQ(route("HEAD", "/models/m").body, "model m ");
}

TEST_F(RouterTest, AnswersOptionsWithTheVerbs) {
  const Response& response = route("OPTIONS", "/models/m");
  EXPECT_EQ(response.status, 204);
  EXPECT_THAT(response.fields,
              testing::ElementsAre(testing::Pair("Allow", "GET, HEAD, POST, OPTIONS")));
}

TEST_F(RouterTest, RefusesAWrongVerbWithTheRightOnes) {
  try {
    route("DELETE", "/models/m/versions/3/infer");
    FAIL() << "routed";
  } catch (const Refusal& refusal) {
    EXPECT_EQ(refusal.status(), 405);
  }
  EXPECT_THAT(last().fields, testing::ElementsAre(testing::Pair("Allow", "POST, OPTIONS")));
}

TEST_F(RouterTest, FindsNothingBesideTheRoutes) {
  for (const auto* target : {"/", "/models", "/models/", "/models/m/", "//models/m", "/Models/m"}) {
    EXPECT_ERROR(route("GET", target), kNotFound, "nothing at this path");
  }
}

}  // namespace
}  // namespace maas::serving::http
