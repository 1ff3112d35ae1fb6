#include "serving/oip/infer_request.h"

#include <charconv>
#include <cmath>

#include "base/hashing.h"
#include "serving/http/message.h"
#include "serving/oip/tensor_data.h"
#include "support/support.h"

namespace maas::serving::oip {
namespace {

using testing::ElementsAre;

InferRequest read(std::string body) {
  InferRequestReader reader;
  body.reserve(body.size() + http::kBodyPadding);
  base::Budget::Lease uncounted;
  return reader.read(body, body.size(), uncounted);
}

/// Reads a request with one input of these keys.
inference::HostTensor read_input(std::string_view keys) {
  return read(fmt::format(R"({{"inputs":[{{{}}}]}})", keys)).inputs.at(0);
}

inference::HostTensor read_data(std::string_view shape, std::string_view datatype,
                                std::string_view data) {
  return read_input(
      fmt::format(R"("name":"x","shape":{},"datatype":"{}","data":{})", shape, datatype, data));
}

std::vector<float> floats(std::string_view shape, std::string_view data) {
  return std::get<std::vector<float>>(read_data(shape, "FP32", data).data);
}

TEST(InferRequest, HasEverythingThatWasSent) {
  const InferRequest request =
      read(R"({"id":"a1","parameters":{"timeout":1500,"binary_data_output":false},)"
           R"("inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","parameters":{},"data":[1,2]},)"
           R"({"name":"y","shape":[1],"datatype":"BYTES","data":["s"]}],)"
           R"("outputs":[{"name":"b","parameters":{"binary_data":false,"classification":3}},)"
           R"({"name":"a"}]})");
  EXPECT_EQ(request.id, "a1");
  EXPECT_EQ(request.timeout, std::chrono::microseconds(1500));
  EXPECT_EQ(request.inputs.size(), 2);
  EXPECT_EQ(request.inputs[0].name, "x");
  EXPECT_THAT(request.inputs[0].shape, ElementsAre(1, 2));
  ASSERT_EQ(request.outputs.size(), 2);
  EXPECT_EQ(request.outputs[0].name, "b");
  EXPECT_EQ(request.outputs[0].classes, 3);
  EXPECT_EQ(request.outputs[1].name, "a");
  EXPECT_EQ(request.outputs[1].classes, 0);
  EXPECT_FALSE(request.outputs[0].is_binary || request.outputs[1].is_binary);
}

TEST(InferRequest, NeedsNoIdNorOutputs) {
  const InferRequest request =
      read(R"({"inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1]}]})");
  EXPECT_EQ(request.id, std::nullopt);
  EXPECT_EQ(request.timeout, std::nullopt);
  EXPECT_TRUE(request.outputs.empty());
}

TEST(InferRequest, TakesFlatAndNestedData) {
  const std::vector<float> expected = {1, 2, 3, 4, 5, 6};
  EXPECT_EQ(floats("[2,3]", "[1,2,3,4,5,6]"), expected);
  EXPECT_EQ(floats("[2,3]", "[[1,2,3],[4,5,6]]"), expected);
  EXPECT_EQ(floats("[1,2,3]", " [ [ [1 , 2,3] ,[4,5,6] ] ]"), expected);
}

TEST(InferRequest, TakesEachDatatype) {
  EXPECT_EQ(floats("[4]", "[0, -1.5, 2e3, 1E-2]"), (std::vector<float>{0, -1.5F, 2000, 0.01F}));
  EXPECT_EQ(std::get<1>(read_data("[3]", "UINT8", "[0,7,255]").data),
            (std::vector<std::uint8_t>{0, 7, 255}));
  EXPECT_EQ(std::get<2>(read_data("[2]", "BYTES", R"(["a\n","é"])").data),
            (std::vector<std::string>{"a\n", "é"}));
}

TEST(InferRequest, TakesTheKeysInAnyOrder) {
  const auto tensor = read_input(R"("data":[[1],[2]],"datatype":"FP32","shape":[2,1],"name":"x")");
  EXPECT_EQ(std::get<0>(tensor.data), (std::vector<float>{1, 2}));
  const auto first = read(
      R"({"outputs":[{"name":"o"}],"inputs":[{"data":[1],"shape":[1],"datatype":"FP32","name":"x"},)"
      R"({"shape":[1],"data":[2],"datatype":"FP32","name":"y"}],"id":"last"})");
  EXPECT_EQ(std::get<0>(first.inputs[0].data), (std::vector<float>{1}));
  EXPECT_EQ(std::get<0>(first.inputs[1].data), (std::vector<float>{2}));
  EXPECT_EQ(first.id, "last");
}

TEST(InferRequest, ReadsFloatsAsTheNearest) {
  base::Random random(2);
  std::string data = "[";
  std::vector<float> expected;
  while (expected.size() < 10'000) {
    const float value = std::bit_cast<float>(static_cast<std::uint32_t>(random.next()));
    if (!std::isfinite(value)) continue;
    char digits[32];
    data.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr) += ',';
    expected.push_back(value);
  }
  data.back() = ']';
  EXPECT_EQ(floats("[10000]", data), expected);
}

TEST(InferRequest, IsReadAgainByTheSameReader) {
  InferRequestReader reader;
  for (const std::size_t size : {1, 10'000, 3}) {
    std::string body =
        fmt::format(R"({{"inputs":[{{"name":"x","shape":[{}],"datatype":"UINT8","data":[0{}]}}]}})",
                    size, [size] {
                      std::string rest;
                      for (std::size_t i = 1; i < size; ++i) rest += ",1";
                      return rest;
                    }());
    body.reserve(body.size() + http::kBodyPadding);
    base::Budget::Lease uncounted;
    EXPECT_EQ(std::get<1>(reader.read(body, body.size(), uncounted).inputs.at(0).data).size(),
              size);
  }
}

TEST(InferRequest, RefusesValuesOfAnotherType) {
  EXPECT_ERROR(read_data("[2]", "FP32", R"([1,"2"])"), kInvalidData,
               "value 1 of input 'x' is \"2\", not a number");
  EXPECT_ERROR(read_data("[1]", "FP32", "[true]"), kInvalidData, "is true, not a number");
  EXPECT_ERROR(read_data("[1]", "FP32", "[{}]"), kInvalidData, "not a number");
  EXPECT_ERROR(read_data("[1]", "UINT8", "[1.0]"), kInvalidData, "is 1.0, not an integer");
  EXPECT_ERROR(read_data("[1]", "BYTES", "[1]"), kInvalidData, "is 1, not a string");
  EXPECT_ERROR(read_data("[1]", "FP32", "1"), kInvalidData, "has 1 where an array must be");
}

TEST(InferRequest, RefusesValuesOutOfRange) {
  EXPECT_ERROR(read_data("[1]", "FP32", "[1e39]"), kInvalidData,
               "is 1e39, not a number in the range");
  EXPECT_ERROR(read_data("[1]", "FP32", "[1e999]"), kInvalidData, "is 1e999");
  EXPECT_ERROR(read_data("[1]", "FP32", "[NaN]"), kInvalidData, "is NaN");
  EXPECT_ERROR(read_data("[1]", "FP32", "[Infinity]"), kInvalidData, "is Infinity");
  EXPECT_ERROR(read_data("[1]", "UINT8", "[256]"), kInvalidData,
               "is 256, not an integer from 0 to 255");
  EXPECT_ERROR(read_data("[1]", "UINT8", "[-1]"), kInvalidData, "is -1");
}

TEST(InferRequest, RefusesAnotherCountThanTheShapes) {
  EXPECT_ERROR(read_data("[3]", "FP32", "[1,2]"), kInvalidData,
               "input 'x' has 2 values, its shape [3] asks for 3");
  EXPECT_ERROR(read_data("[1]", "FP32", "[1,2]"), kInvalidData, "has more than the 1 values");
  EXPECT_ERROR(read_data("[1]", "FP32", "[]"), kInvalidData, "has 0 values");
}

TEST(InferRequest, RefusesAnotherNestingThanTheShapes) {
  EXPECT_ERROR(read_data("[2,2]", "FP32", "[[1,2,3],[4]]"), kInvalidData,
               "nested as its shape [2, 2]");
  EXPECT_ERROR(read_data("[1,1,2]", "FP32", "[[1,2]]"), kInvalidData, "nested as its shape");
  EXPECT_ERROR(read_data("[2]", "FP32", "[[1,2]]"), kInvalidData,
               "nested deeper than its shape [2]");
  EXPECT_ERROR(read_data("[2,1]", "FP32", "[[1],2]"), kInvalidData, "has 2 where an array must be");
  EXPECT_ERROR(read_data("[2,1]", "FP32", "[1,[2]]"), kInvalidData, "not a number");
}

TEST(InferRequest, RefusesBadShapes) {
  EXPECT_ERROR(read_data("[]", "FP32", "[1]"), kInvalidData, "no dimension for the batch");
  EXPECT_ERROR(read_data("[0]", "FP32", "[]"), kInvalidData, "shape has 0");
  EXPECT_ERROR(read_data("[-1]", "FP32", "[1]"), kInvalidData, "shape has -1");
  EXPECT_ERROR(read_data("[1.5]", "FP32", "[1]"), kInvalidData, "shape: ");
  EXPECT_ERROR(read_data("1", "FP32", "[1]"), kInvalidData, "shape: ");
  EXPECT_ERROR(read_data("[1,1,1,1,1,1,1,1,1]", "FP32", "[1]"), kInvalidData,
               "more than 8 dimensions");
  EXPECT_ERROR(read_data("[9223372036854775807,3]", "FP32", "[1]"), kInvalidData,
               "asks for more values than the body holds");
  EXPECT_ERROR(read_data("[4294967296,4294967296]", "FP32", "[1]"), kInvalidData,
               "asks for more values than the body holds");
  EXPECT_ERROR(read_data("[1000000]", "FP32", "[1]"), kInvalidData,
               "asks for more values than the body holds");
  EXPECT_ERROR(read_data("[2,2,2,2,2,2,2,2]", "BYTES", "[\"\"]"), kInvalidData,
               "asks for more values than the body holds");
}

TEST(InferRequest, RefusesOtherDatatypes) {
  EXPECT_ERROR(read_data("[1]", "FP8", "[1]"), kInvalidData, "datatype FP8 of input 'x' is none");
  EXPECT_ERROR(read_data("[1]", "fp32", "[1]"), kInvalidData, "datatype fp32");
}

TEST(InferRequest, RefusesMissingKeys) {
  EXPECT_ERROR(read("{}"), kInvalidData, "the request has no inputs");
  EXPECT_ERROR(read(R"({"inputs":[]})"), kInvalidData, "the request has no inputs");
  EXPECT_ERROR(read_input(R"("shape":[1],"datatype":"FP32","data":[1])"), kInvalidData, "no name");
  EXPECT_ERROR(read_input(R"("name":"x","datatype":"FP32","data":[1])"), kInvalidData, "no shape");
  EXPECT_ERROR(read_input(R"("name":"x","shape":[1],"data":[1])"), kInvalidData, "no datatype");
  EXPECT_ERROR(read_input(R"("name":"x","shape":[1],"datatype":"FP32")"), kInvalidData, "no data");
  EXPECT_ERROR(read(R"({"inputs":[],"outputs":[{}]})"), kInvalidData, "an output has no name");
}

TEST(InferRequest, RefusesUnknownAndDoubledKeys) {
  EXPECT_ERROR(read(R"({"input":[]})"), kInvalidData, "unknown key 'input' in the request");
  EXPECT_ERROR(read_input(R"("nam":"x")"), kInvalidData, "unknown key 'nam' in an input");
  EXPECT_ERROR(read(R"({"outputs":[{"nam":"x"}]})"), kInvalidData,
               "unknown key 'nam' in an output");
  EXPECT_ERROR(read(R"({"id":"a","id":"b"})"), kInvalidData, "key 'id' comes twice");
  EXPECT_ERROR(read_input(R"("name":"x","name":"y")"), kInvalidData, "key 'name' comes twice");
}

TEST(InferRequest, RefusesTensorsThatAreNowhere) {
  EXPECT_ERROR(
      read_input(R"("name":"x","shape":[1],"datatype":"FP32","parameters":{"binary_data_size":4})"),
      kInvalidData, "binary_data_size 4, but 0 bytes are left");
  EXPECT_ERROR(read_input(R"("parameters":{"binary_data_size":"4"})"), kInvalidData,
               "parameter 'binary_data_size'");
  EXPECT_ERROR(read_input(R"("parameters":{"shared_memory_region":"r"})"), kInvalidData,
               "unknown key 'shared_memory_region' in parameters of an input");
  EXPECT_ERROR(read(R"({"parameters":{"binary_data_size":4}})"), kInvalidData,
               "unknown key 'binary_data_size' in parameters of the request");
}

TEST(InferRequest, RefusesATensorThatIsInTwoPlaces) {
  EXPECT_ERROR(
      read_input(
          R"("name":"x","shape":[1],"datatype":"UINT8","data":[1],"parameters":{"binary_data_size":0})"),
      kInvalidData, "data both in the JSON and behind it");
}

TEST(InferRequest, LetsEachOutputSayHowItTravels) {
  const InferRequest request =
      read(R"({"outputs":[{"name":"a"},{"name":"b","parameters":{"binary_data":false}}],)"
           R"("parameters":{"binary_data_output":true},)"
           R"("inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1]}]})");
  EXPECT_TRUE(request.wants_binary);
  EXPECT_TRUE(request.outputs.at(0).is_binary);
  EXPECT_FALSE(request.outputs.at(1).is_binary);
}

TEST(InferRequest, RefusesBadParameters) {
  EXPECT_ERROR(read(R"({"parameters":{"timeout":0}})"), kInvalidData, "'timeout' is 0, not above");
  EXPECT_ERROR(read(R"({"parameters":{"timeout":"1"}})"), kInvalidData, "'timeout'");
  EXPECT_ERROR(read(R"({"parameters":[]})"), kInvalidData, "parameters of the request: ");
  for (const auto* classes : {"0", "-1", "1.5", "\"2\"", "99999999999999999999"}) {
    EXPECT_ERROR(
        read(fmt::format(R"({{"outputs":[{{"name":"o","parameters":{{"classification":{}}}}}]}})",
                         classes)),
        kInvalidData, "parameter 'classification'");
  }
}

TEST(InferRequest, RefusesParametersThatWouldBeIgnored) {
  for (const auto* key : {"classification", "priority", "sequence_id", "time_out", "k"}) {
    EXPECT_ERROR(read(fmt::format(R"({{"parameters":{{"{}":1}}}})", key)), kInvalidData,
                 fmt::format("unknown key '{}' in parameters of the request; it takes timeout, "
                             "binary_data_output",
                             key));
  }
  EXPECT_ERROR(read_input(R"("parameters":{"classification":1})"), kInvalidData,
               "in parameters of an input; it takes binary_data_size");
  EXPECT_ERROR(read(R"({"outputs":[{"parameters":{"class_count":1}}]})"), kInvalidData,
               "in parameters of an output; it takes binary_data, classification");
}

TEST(InferRequest, TakesNoMoreTextsThanAnyModelRuns) {
  std::string texts = "\"\"";
  for (std::size_t i = 1; i < kMostTexts + 1; ++i) texts += ",\"\"";
  EXPECT_ERROR(read_data(fmt::format("[{}]", kMostTexts + 1), "BYTES", "[" + texts + "]"),
               kInvalidData, "has 65537 elements of BYTES, more than 65536");
  const std::string input = fmt::format(
      R"({{"name":"x","shape":[{}],"datatype":"BYTES","data":[{}]}})", kMostTexts, texts.substr(3));
  EXPECT_NO_THROW(read(fmt::format(R"({{"inputs":[{}]}})", input)));
  EXPECT_ERROR(read(fmt::format(R"({{"inputs":[{},{}]}})", input, input)), kInvalidData,
               "the inputs have more than 65536 elements of BYTES");
}

TEST(InferRequest, RefusesTooManyTensors) {
  std::string outputs;
  for (int i = 0; i < 65; ++i) outputs += fmt::format(R"({{"name":"o{}"}},)", i);
  outputs.pop_back();
  EXPECT_ERROR(read(fmt::format(R"({{"outputs":[{}]}})", outputs)), kInvalidData,
               "outputs has more than 64");
  std::string inputs;
  for (int i = 0; i < 4097; ++i) {
    inputs += R"({"name":"x","shape":[1],"datatype":"FP32","data":[1]},)";
  }
  inputs.pop_back();
  EXPECT_ERROR(read(fmt::format(R"({{"inputs":[{}]}})", inputs)), kInvalidData,
               "inputs has more than 4096");
}

TEST(InferRequest, RefusesWhatIsNotJson) {
  for (const auto* body :
       {"", " ", "{", "}", "[]", "null", "7", "\"\"", "{\"inputs\"}", "{\"inputs\":}",
        "{\"inputs\":[}", "{\"inputs\":[{]}", "{\"id\":\"a\" \"inputs\":[]}", "{\"id\":\"a\",}",
        "{\"id\":\"\xFF\"}", "{\"id\":\"a}", "{\"id\":\"\\q\"}", "{\"id\":nul}"}) {
    EXPECT_ERROR(read(body), kInvalidData, "");
  }
  EXPECT_ERROR(read_data("[2]", "FP32", "[1 2]"), kInvalidData, "");
  EXPECT_ERROR(read_data("[2]", "FP32", "[1,]"), kInvalidData, "");
  EXPECT_ERROR(read_data("[1]", "FP32", "[01]"), kInvalidData, "");
  EXPECT_ERROR(read_data("[1]", "FP32", "[1."), kInvalidData, "");
}

TEST(InferRequest, RefusesWhatFollowsTheRequest) {
  const std::string body = R"({"inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1]}]})";
  EXPECT_NO_THROW(read(body + " \n"));
  EXPECT_ERROR(read(body + "}"), kInvalidData, "goes on after the request");
  EXPECT_ERROR(read(body + body), kInvalidData, "goes on after the request");
}

TEST(InferRequest, RefusesDepthBombs) {
  const std::string deep(100'000, '[');
  const std::string objects = [] {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "{\"a\":";
    return text;
  }();
  EXPECT_ERROR(read(deep), kInvalidData, "");
  EXPECT_ERROR(read(objects), kInvalidData, "");
  EXPECT_ERROR(read_data("[1]", "FP32", deep + std::string(100'000, ']')), kInvalidData, "nested");
  EXPECT_ERROR(read(R"({"id":)" + deep + "}"), kInvalidData, "id");
  EXPECT_ERROR(read(R"({"parameters":{"timeout":)" + deep + "}}"), kInvalidData, "timeout");
  EXPECT_ERROR(read(R"({"parameters":)" + deep + "}"), kInvalidData, "parameters");
}

TEST(InferRequest, CountsWhatTheInputsTakeBeforeTheyAreThere) {
  const auto taken = [](std::string body, std::size_t share) {
    base::Budget budget(share);
    base::Budget::Lease memory(budget);
    InferRequestReader reader;
    body.reserve(body.size() + http::kBodyPadding);
    reader.read(body, body.size(), memory);
    return memory.bytes();
  };
  const std::string input =
      R"({"inputs":[{"name":"x","shape":[4],"datatype":"FP32","data":[1,2,3,4]},)"
      R"({"name":"y","shape":[2],"datatype":"UINT8","data":[1,2]},)"
      R"({"name":"z","shape":[1],"datatype":"BYTES","data":["abc"]}]})";
  const std::size_t bytes = 4 * 4 + 2 + sizeof(std::string) + 3;
  EXPECT_EQ(taken(input, bytes), bytes);
  EXPECT_ERROR(taken(input, bytes - 1), kInvalidData, "bytes of memory");
}

TEST(InferRequest, SurvivesMutations) {
  const std::string good =
      R"({"id":"a","parameters":{"timeout":9},"inputs":[{"name":"x","shape":[2,2],)"
      R"("datatype":"FP32","data":[[1,2.5],[-3e1,4]]}],"outputs":[{"name":"o"}]})";
  base::Random random(3);
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string body = good;
    for (std::uint64_t change = random.below(3) + 1; change > 0; --change) {
      const std::size_t at = random.below(body.size());
      switch (random.below(3)) {
        case 0:
          body[at] = static_cast<char>(random.next());
          break;
        case 1:
          body.erase(at, random.below(8));
          break;
        default:
          body.insert(at, 1, R"([]{}",:0-e)"[random.below(10)]);
          break;
      }
      if (body.empty()) break;
    }
    try {
      read(body);
    } catch (const Error& error) {
      ASSERT_EQ(error.code(), ErrorCode::kInvalidData) << error.what();
      ++refused;
    }
  }
  EXPECT_GT(refused, 15'000);
}

}  // namespace
}  // namespace maas::serving::oip
