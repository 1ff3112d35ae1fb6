#include "serving/oip/infer_response.h"

#include "support/support.h"

namespace maas::serving::oip {
namespace {

const inference::HostTensors& outputs() {
  static const inference::HostTensors tensors = {
      {.name = "p", .shape = {2, 2}, .data = std::vector<float>{0.1F, 1, -2.5F, 1e-30F}},
      {.name = "i", .shape = {1}, .data = std::vector<std::uint8_t>{200}},
      {.name = "l", .shape = {2}, .data = std::vector<std::string>{"a\"", "é"}}};
  return tensors;
}

std::string write(const AnswerHead& head, const std::vector<WantedOutput>& wanted) {
  std::string body;
  const std::size_t json_size = write_answer(head, outputs(), wanted, /*all_binary=*/false, body);
  EXPECT_EQ(json_size, body.size());
  return body;
}

TEST(InferResponse, HasAllOutputsFlat) {
  EXPECT_EQ(write({.model = "m", .version = "3", .id = "x"}, {}),
            R"({"model_name":"m","model_version":"3","id":"x","outputs":[)"
            R"({"name":"p","datatype":"FP32","shape":[2,2],"data":[0.1,1,-2.5,1e-30]},)"
            R"({"name":"i","datatype":"UINT8","shape":[1],"data":[200]},)"
            R"({"name":"l","datatype":"BYTES","shape":[2],"data":["a\"","é"]}]})");
}

TEST(InferResponse, HasTheOutputsInTheOrderAskedFor) {
  EXPECT_EQ(write({.model = "m", .version = "3", .id = {}}, {{"l"}, {"i"}}),
            R"({"model_name":"m","model_version":"3","outputs":[)"
            R"({"name":"l","datatype":"BYTES","shape":[2],"data":["a\"","é"]},)"
            R"({"name":"i","datatype":"UINT8","shape":[1],"data":[200]}]})");
}

TEST(InferResponse, HasBinaryOutputsBehindTheJsonInTheirOrder) {
  std::string body;
  const std::size_t json_size = write_answer({.model = "m", .version = "3", .id = {}}, outputs(),
                                             {{"l", true}, {"p"}, {"i", true}},
                                             /*all_binary=*/false, body);
  EXPECT_EQ(body.substr(0, json_size),
            R"({"model_name":"m","model_version":"3","outputs":[)"
            R"({"name":"l","datatype":"BYTES","shape":[2],"parameters":{"binary_data_size":12}},)"
            R"({"name":"p","datatype":"FP32","shape":[2,2],"data":[0.1,1,-2.5,1e-30]},)"
            R"({"name":"i","datatype":"UINT8","shape":[1],"parameters":{"binary_data_size":1}}]})");
  EXPECT_EQ(body.substr(json_size), std::string("\2\0\0\0a\"\2\0\0\0é\xC8", 13));
}

TEST(InferResponse, NamesTheDatatypeOfWhatIsHeld) {
  const inference::HostTensors wide = {
      {.name = "n", .shape = {2}, .data = std::vector<std::int64_t>{-1, 1LL << 53}},
      {.name = "d", .shape = {2}, .data = std::vector<double>{0.1, -1e300}}};
  std::string body;
  write_answer({.model = "m", .version = "3", .id = {}}, wide, {}, /*all_binary=*/false, body);
  EXPECT_EQ(body, R"({"model_name":"m","model_version":"3","outputs":[)"
                  R"({"name":"n","datatype":"INT64","shape":[2],"data":[-1,9007199254740992]},)"
                  R"({"name":"d","datatype":"FP64","shape":[2],"data":[0.1,-1e+300]}]})");
  body.clear();
  const std::size_t json_size =
      write_answer({.model = "m", .version = "3", .id = {}}, wide, {}, /*all_binary=*/true, body);
  EXPECT_EQ(body.size(), json_size + 32);
  EXPECT_EQ(body.substr(json_size, 8), std::string(8, '\xFF'));
}

TEST(InferResponse, MissesNoOutputSilently) {
  EXPECT_ERROR(write({.model = "m", .version = "3", .id = {}}, {{"q"}}), kInternal,
               "gave no output 'q'");
}

}  // namespace
}  // namespace maas::serving::oip
