#include <cstring>

#include <gmock/gmock.h>

#include "serving/support/fake_rows.h"
#include "serving/support/server_test.h"

namespace maas::test {
namespace {

using testing::HasSubstr;

/// A served model `r` of rows: several inputs of several types.
class Rows : public ServerTest {
 protected:
  static constexpr std::string_view kPath = "/v2/models/r/infer";

  Rows() {
    start({{.name = "r",
            .version = "1",
            .is_default = true,
            .engine = std::make_shared<FakeRows>()}});
  }

  static std::string column(std::string_view name, std::string_view datatype,
                            std::string_view values) {
    return fmt::format(R"({{"name":"{}","shape":[2],"datatype":"{}",{}}})", name, datatype, values);
  }

  /// A request of two rows whose counts and prices are these.
  static std::string rows(std::string_view counts, std::string_view prices) {
    return fmt::format(R"({{"inputs":[{},{},{}]}})",
                       column("colour", "BYTES", R"("data":["red",""])"),
                       column("price", "FP64", prices), column("count", "INT64", counts));
  }
};

TEST_F(Rows, AreDescribedByTheirColumns) {
  EXPECT_THAT(ask(get("/v2/models/r")).body,
              HasSubstr(R"("inputs":[{"name":"count","datatype":"INT64","shape":[-1]},)"
                        R"({"name":"price","datatype":"FP64","shape":[-1,1]},)"
                        R"({"name":"colour","datatype":"BYTES","shape":[-1]}],)"
                        R"("outputs":[{"name":"cost","datatype":"FP64","shape":[-1]},)"));
  EXPECT_THAT(ask(get("/v2/models/r/config")).body,
              HasSubstr(R"("input":[{"name":"count","data_type":"TYPE_INT64","dims":[]},)"
                        R"({"name":"price","data_type":"TYPE_FP64","dims":[1]},)"
                        R"({"name":"colour","data_type":"TYPE_STRING","dims":[]}])"));
}

TEST_F(Rows, AreAnsweredWithEachOutputsType) {
  EXPECT_EQ(ask(post(kPath, rows(R"("data":[3,-4])", R"("data":[0.1,null])"))).body,
            R"({"model_name":"r","model_version":"1","outputs":[)"
            R"({"name":"cost","datatype":"FP64","shape":[2],"data":[0.30000000000000004,0]},)"
            R"({"name":"total","datatype":"INT64","shape":[2],"data":[6,-8]},)"
            R"({"name":"name","datatype":"BYTES","shape":[2],"data":["red",""]}]})");
}

TEST_F(Rows, TravelInBytesToo) {
  const double prices[] = {0.5, 2};
  const std::int64_t counts[] = {3, -4};
  const std::string size = R"("parameters":{"binary_data_size":16})";
  std::string body = rows(size, size);
  body.insert(1, R"("parameters":{"binary_data_output":true},)");
  const std::size_t json_size = body.size();
  body.append(reinterpret_cast<const char*>(prices), sizeof prices);
  body.append(reinterpret_cast<const char*>(counts), sizeof counts);
  const Reply reply =
      ask(fmt::format("POST {} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n"
                      "Content-Type: application/octet-stream\r\n"
                      "inference-header-content-length: {}\r\n\r\n{}",
                      kPath, body.size(), json_size, body));
  ASSERT_EQ(reply.status, 200) << reply.body;
  const std::size_t tail = std::stoul(reply.fields.at("inference-header-content-length"));
  double costs[2];
  std::int64_t totals[2];
  ASSERT_EQ(reply.body.size(), tail + sizeof costs + sizeof totals + 4 + 3 + 4);
  std::memcpy(costs, reply.body.data() + tail, sizeof costs);
  std::memcpy(totals, reply.body.data() + tail + sizeof costs, sizeof totals);
  EXPECT_THAT(costs, testing::ElementsAre(1.5, -8));
  EXPECT_THAT(totals, testing::ElementsAre(6, -8));
}

TEST_F(Rows, AreCountedAsTheModelCountsThem) {
  EXPECT_THAT(ask(post(kPath, rows(R"("data":[1000,1])", R"("data":[1,1])"))).body,
              HasSubstr("the request has 1001 samples; the model takes at most 64 at once"));
  ask(post(kPath, rows(R"("data":[1,1])", R"("data":[1,1])")));
  EXPECT_THAT(ask(get("/v2/models/r/stats")).body, HasSubstr(R"("inference_count":2,)"));
}

TEST_F(Rows, AreNoPictures) {
  const Reply reply = ask(post(kPath, "12345", "image/png"));
  EXPECT_EQ(reply.status, 415);
  EXPECT_THAT(reply.body, HasSubstr("the model takes no pictures"));
}

}  // namespace
}  // namespace maas::test
