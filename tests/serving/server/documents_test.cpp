#include <gmock/gmock.h>

#include "serving/support/server_test.h"

namespace maas::test {
namespace {

using testing::HasSubstr;

class Documents : public ServerTest {
 protected:
  Documents() { start(); }

  std::string read(std::string_view path) const {
    const Reply reply = ask(get(path));
    EXPECT_EQ(reply.status, 200) << path;
    return reply.body;
  }
};

TEST_F(Documents, NameTheServer) {
  EXPECT_THAT(read("/v2"), HasSubstr(R"({"name":"maas","version":")"));
}

TEST_F(Documents, SayThatTheServerLives) {
  EXPECT_EQ(read("/v2/health/live"), R"({"live":true})");
  EXPECT_EQ(read("/v2/health/ready"), R"({"ready":true,"live":true})");
  for (const auto* path : {"/health", "/livez", "/readyz"}) {
    EXPECT_EQ(read(path), R"({"status":"ok"})");
  }
}

TEST_F(Documents, DescribeAModel) {
  const std::string expected = R"({"name":"m","versions":["1","2"],"platform":"maas_safetensors",)"
                               R"("inputs":[{"name":"x","datatype":"FP32","shape":[-1,4]}],)"
                               R"("outputs":[{"name":"sum","datatype":"FP32","shape":[-1,1]},)"
                               R"({"name":"label","datatype":"BYTES","shape":[-1]}]})";
  EXPECT_EQ(read("/v2/models/m"), expected);
  EXPECT_EQ(read("/v2/models/m/versions/1"), expected);
  EXPECT_EQ(read("/v2/models/m/ready"), R"({"name":"m","ready":true})");
  EXPECT_EQ(read("/v2/models/m/versions/2/ready"), R"({"name":"m","ready":true})");
}

TEST_F(Documents, ConfigureTritonsClients) {
  EXPECT_EQ(read("/v2/models/m/config"),
            R"({"name":"m","platform":"maas_safetensors","backend":"maas","max_batch_size":64,)"
            R"("input":[{"name":"x","data_type":"TYPE_FP32","dims":[4]}],)"
            R"("output":[{"name":"sum","data_type":"TYPE_FP32","dims":[1]},)"
            R"({"name":"label","data_type":"TYPE_STRING","dims":[]}],)"
            R"("dynamic_batching":{"max_queue_delay_microseconds":0}})");
}

TEST_F(Documents, ListTheRepository) {
  EXPECT_EQ(ask(post("/v2/repository/index", "")).body,
            R"([{"name":"m","version":"1","state":"READY","reason":""},)"
            R"({"name":"m","version":"2","state":"READY","reason":""}])");
}

TEST_F(Documents, CountWhatAModelDid) {
  ask(post(kInfer, request_of(1)));
  ask(post(kInfer, "{"));
  const std::string statistics = read("/v2/models/m/versions/2/stats");
  EXPECT_THAT(statistics, HasSubstr(R"({"model_stats":[{"name":"m","version":"2",)"
                                    R"("inference_count":1,"execution_count":1,)"));
  EXPECT_THAT(statistics, HasSubstr(R"("success":{"count":1,)"));
  EXPECT_THAT(statistics, HasSubstr(R"("fail":{"count":1,)"));
  EXPECT_THAT(read("/v2/models/stats"), HasSubstr(R"("version":"1","inference_count":0)"));
}

TEST_F(Documents, GiveMetricsToPrometheus) {
  Client client = connect();
  client.ask(post(kInfer, request_of(1)));
  client.ask(post(kInfer, "{"));
  client.ask(get("/nowhere"));
  const Reply reply = client.ask(get("/metrics")).value();
  EXPECT_EQ(reply.fields.at("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  const std::string labels = R"({model="m",version="2")";
  const std::vector<std::string> lines = {
      "maas_http_requests_total{status=\"200\"} 1\n",
      "maas_http_requests_total{status=\"400\"} 1\n",
      "maas_http_requests_total{status=\"404\"} 1\n",
      "# TYPE maas_inference_requests_total counter\n",
      "maas_inference_requests_total" + labels + ",status=\"200\"} 1\n",
      "maas_inference_requests_total" + labels + ",status=\"400\"} 1\n",
      "maas_inference_count" + labels + "} 1\n",
      "maas_inference_exec_count" + labels + "} 1\n",
      "maas_inference_pending_request_count" + labels + "} 0\n",
      "maas_inference_batch_size_bucket" + labels + ",le=\"1\"} 1\n",
      "maas_inference_batch_size_bucket" + labels + ",le=\"+Inf\"} 1\n",
      "maas_inference_batch_size_sum" + labels + "} 1\n",
      "# TYPE maas_inference_queue_duration_seconds histogram\n",
      "maas_inference_queue_duration_seconds_count" + labels + "} 1\n",
      "maas_inference_compute_duration_seconds_count" + labels + "} 1\n",
      "maas_inference_request_duration_seconds_bucket" + labels + ",le=\"+Inf\"} 1\n",
  };
  for (const std::string& line : lines) {
    EXPECT_THAT(reply.body, HasSubstr(line));
  }
}

}  // namespace
}  // namespace maas::test
