#include "formats/idx/idx.h"
#include "interop/serving/server.h"

namespace maas::test {
namespace {

constexpr const char* kCurl = "/usr/bin/curl";

class Curl : public ServedModel {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kCurl)) GTEST_SKIP() << kCurl << " is missing";
    ServedModel::SetUp();
  }

  /// A request about the first pictures.
  static nlohmann::json request() {
    const formats::IdxArray pictures = formats::read_idx(kPictures);
    const std::int64_t pixels = pictures.shape[1] * pictures.shape[2];
    const std::vector<int> values(pictures.values.begin(),
                                  pictures.values.begin() + kCount * pixels);
    return {{"inputs",
             {{{"name", "image"},
               {"shape", {kCount, 1, pictures.shape[1], pictures.shape[2]}},
               {"datatype", "UINT8"},
               {"data", values}}}}};
  }

  nlohmann::json ask(const nlohmann::json& body) const {
    return document(run_process(kCurl,
                                {"-sS", "--fail-with-body", "--json", "@-",
                                 fmt::format("http://{}/v2/models/lenet/infer", address())},
                                {.in = body.dump()}));
  }
};

/// Cuts flat values into rows.
nlohmann::json rows_of(const nlohmann::json& tensor) {
  const auto values = tensor["data"].get<std::vector<double>>();
  const auto width = tensor["shape"][1].get<std::ptrdiff_t>();
  nlohmann::json rows;
  for (auto row = values.begin(); row != values.end(); row += width) {
    rows.push_back(std::vector<double>(row, row + width));
  }
  return rows;
}

TEST_F(Curl, GetsWhatPredictSays) {
  const nlohmann::json outputs = ask(request())["outputs"];
  ASSERT_EQ(outputs.size(), 2);
  expect_agreement(outputs[1]["data"], rows_of(outputs[0]));
}

}  // namespace
}  // namespace maas::test
