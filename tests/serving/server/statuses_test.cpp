#include <fmt/format.h>
#include <gmock/gmock.h>

#include "serving/support/server_test.h"

namespace maas::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// What every error looks like.
void expect_error(const Reply& reply, int status, std::string_view part) {
  EXPECT_EQ(reply.status, status);
  EXPECT_EQ(reply.fields.at("content-type"), "application/json");
  EXPECT_THAT(reply.body, StartsWith(R"({"error":")"));
  EXPECT_THAT(reply.body, HasSubstr(part));
}

class Statuses : public ServerTest {
 protected:
  Statuses() { start(); }
};

TEST_F(Statuses, AnswersAnInferenceRequest) {
  const Reply reply = ask(post(kInfer, request_of(3.5)));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.fields.at("content-type"), "application/json");
  EXPECT_EQ(reply.body, R"({"model_name":"m","model_version":"2","outputs":[)"
                        R"({"name":"sum","datatype":"FP32","shape":[1,1],"data":[3.5]},)"
                        R"({"name":"label","datatype":"BYTES","shape":[1],"data":["small"]}]})");
}

TEST_F(Statuses, AnswersForTheVersionThatIsAskedFor) {
  const Reply reply = ask(post("/v2/models/m/versions/1/infer", request_of(1)));
  EXPECT_THAT(reply.body, HasSubstr(R"("model_version":"1")"));
}

TEST_F(Statuses, EchoesTheId) {
  std::string body = request_of(1);
  body.insert(1, R"("id":"a\"b",)");
  EXPECT_THAT(ask(post(kInfer, body)).body, HasSubstr(R"("id":"a\"b")"));
}

TEST_F(Statuses, GivesTheOutputsThatAreAskedFor) {
  std::string body = request_of(1);
  body.insert(1, R"("outputs":[{"name":"label"}],)");
  const Reply reply = ask(post(kInfer, body));
  EXPECT_THAT(reply.body, HasSubstr("label"));
  EXPECT_THAT(reply.body, Not(HasSubstr("sum")));
}

TEST_F(Statuses, GivesTheClassesOfAnOutput) {
  std::string body = request_of(3.5);
  body.insert(1, R"("outputs":[{"name":"sum","parameters":{"classification":5}}],)");
  EXPECT_EQ(ask(post(kInfer, body)).body,
            R"({"model_name":"m","model_version":"2","outputs":[)"
            R"({"name":"sum","datatype":"BYTES","shape":[1,1],"data":["3.500000:0:total"]}]})");
  body = request_of(1);
  body.insert(1, R"("outputs":[{"name":"label","parameters":{"classification":1}}],)");
  expect_error(ask(post(kInfer, body)), 400, "'label' is none");
  body = request_of(1);
  body.insert(1, R"("parameters":{"classification":1},)");
  expect_error(ask(post(kInfer, body)), 400, "unknown key 'classification' in parameters");
}

TEST_F(Statuses, AnswersSeveralSamplesOfOneRequest) {
  const Reply reply = ask(post(
      kInfer,
      R"({"inputs":[{"name":"x","shape":[2,4],"datatype":"FP32","data":[[1,2,3,4],[5,6,7,8]]}]})"));
  EXPECT_THAT(reply.body, HasSubstr(R"("shape":[2,1],"data":[10,26])"));
  EXPECT_THAT(reply.body, HasSubstr(R"("data":["small","big"])"));
}

TEST_F(Statuses, TakesAMissingContentTypeForJson) {
  const std::string body = request_of(1);
  EXPECT_EQ(ask(fmt::format("POST {} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{}", kInfer,
                            body.size(), body))
                .status,
            200);
}

TEST_F(Statuses, TakesParametersOfTheContentType) {
  EXPECT_EQ(ask(post(kInfer, request_of(1), "Application/JSON; charset=utf-8")).status, 200);
}

TEST_F(Statuses, RefusesABadRequestWith400) {
  expect_error(ask(post(kInfer, "{")), 400, "the body");
  expect_error(
      ask(post(kInfer, R"({"inputs":[{"name":"y","shape":[1],"datatype":"FP32","data":[1]}]})")),
      400, "unknown input 'y'");
  expect_error(
      ask(post(kInfer, R"({"inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1]}]})")),
      400, "shape");
  expect_error(
      ask(post(kInfer,
               R"({"inputs":[{"name":"x","shape":[1,4],"datatype":"UINT8","data":[1,2,3,4]}]})")),
      400, "not FP32");
}

TEST_F(Statuses, RefusesUnknownOutputsWith400) {
  std::string body = request_of(1);
  body.insert(1, R"("outputs":[{"name":"y"}],)");
  expect_error(ask(post(kInfer, body)), 400, "the model has no output 'y'");
  body = request_of(1);
  body.insert(1, R"("outputs":[{"name":"sum"},{"name":"sum"}],)");
  expect_error(ask(post(kInfer, body)), 400, "output 'sum' is asked for twice");
}

TEST_F(Statuses, KeepsTheConnectionAfterABadRequest) {
  Client client = connect();
  EXPECT_EQ(client.ask(post(kInfer, "{")).value().status, 400);
  EXPECT_EQ(client.ask(post(kInfer, request_of(1))).value().status, 200);
}

TEST_F(Statuses, RefusesUnknownModelsVersionsAndPathsWith404) {
  expect_error(ask(post("/v2/models/n/infer", request_of(1))), 404, "there is no model 'n'");
  expect_error(ask(post("/v2/models/m/versions/3/infer", request_of(1))), 404,
               "model 'm' has no version '3'");
  expect_error(ask(get("/v2/models/n")), 404, "there is no model 'n'");
  expect_error(ask(get("/v2/models/n/ready")), 404, "there is no model 'n'");
  expect_error(ask(get("/v2/models/n/stats")), 404, "there is no model 'n'");
  for (const auto* path : {"/", "/v1", "/v2/", "/v2/models/m/", "//v2", "/v2/models//infer"}) {
    expect_error(ask(get(path)), 404, "nothing at this path");
  }
}

TEST_F(Statuses, RefusesWrongVerbsWith405AndTheRightOnes) {
  const Reply reply = ask(get(kInfer));
  expect_error(reply, 405, "verb GET does not work here");
  EXPECT_EQ(reply.fields.at("allow"), "POST, OPTIONS");
  expect_error(ask(post("/v2/health/live", "")), 405, "verb POST");
}

TEST_F(Statuses, TakesJsonThatCurlCallsAForm) {
  EXPECT_EQ(ask(post(kInfer, request_of(1), "application/x-www-form-urlencoded")).status, 200);
}

TEST_F(Statuses, RefusesOtherContentTypesWith415) {
  expect_error(ask(post(kInfer, request_of(1), "text/plain")), 415, "'text/plain' is not taken");
}

TEST_F(Statuses, RefusesBadPathsWith400) {
  expect_error(ask(get("/v2/models/%2e%2e")), 400, "'..' is not allowed");
  expect_error(ask(get("/v2/models/..%2f..%2fetc%2fpasswd")), 400, "not allowed");
  expect_error(ask(get("/v2/models/m%00")), 400, "byte 0x00");
}

TEST_F(Statuses, TellsAClientsFaultInTheModel) {
  expect_error(ask(post(kInfer, request_of(FakeEngine::kBadValue))), 400,
               "a value of input 'x' is bad");
}

TEST_F(Statuses, LogsItsOwnFaultsAndTellsNoPath) {
  const Reply reply = ask(post(kInfer, request_of(FakeEngine::kOurBug)));
  expect_error(reply, 500, "the server failed");
  EXPECT_THAT(reply.body, Not(HasSubstr("secret")));
  EXPECT_THAT(progress.messages(), ElementsAre(HasSubstr("/secret/weights")));
}

TEST_F(Statuses, DoesNotSendNan) {
  expect_error(ask(post(kInfer, request_of(FakeEngine::kGivesNan))), 500, "the server failed");
}

TEST_F(Statuses, AnswersHeadWithoutABody) {
  Client client = connect();
  client.send("HEAD /v2 HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto reply = client.receive(false);
  EXPECT_EQ(reply.value().status, 200);
  EXPECT_NE(reply.value().fields.at("content-length"), "0");
  EXPECT_EQ(client.ask(get("/v2")).value().status, 200);
}

TEST_F(Statuses, AnswersOptionsWithTheVerbs) {
  const Reply reply = ask("OPTIONS /v2 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.fields.at("allow"), "GET, HEAD, OPTIONS");
}

TEST_F(Statuses, AnswersOptionsOfTheServer) {
  const Reply reply = ask("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.fields.at("allow"), "GET, HEAD, POST, OPTIONS");
}

TEST_F(Statuses, RefusesMoreSamplesThanABatchTakes) {
  std::string zeros = "0";
  for (int i = 1; i < 65 * 4; ++i) zeros += ",0";
  expect_error(
      ask(post(kInfer,
               fmt::format(
                   R"({{"inputs":[{{"name":"x","shape":[65,4],"datatype":"FP32","data":[{}]}}]}})",
                   zeros))),
      400, "the request has 65 samples; the model takes at most 64");
}

TEST_F(Statuses, GivesNoPermissionToOtherOrigins) {
  const Reply reply = ask("GET /v2 HTTP/1.1\r\nHost: x\r\nOrigin: http://evil.example\r\n\r\n");
  EXPECT_FALSE(reply.fields.contains("access-control-allow-origin"));
}

}  // namespace
}  // namespace maas::test
