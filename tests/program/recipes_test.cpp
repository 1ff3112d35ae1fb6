#include <algorithm>
#include <map>

#include "program/program.h"

namespace maas::test {
namespace {

/// What a data set's recipes are tried on: its variable with an extract of the data, and inputs.
struct Extract {
  std::string variable;
  std::string data;
  std::vector<std::string> inputs;
};

const std::map<std::string, Extract>& extracts() {
  static const std::map<std::string, Extract> all = [] {
    const std::string folder = MAAS_SOURCE_DIR "/tests/program/fixtures/";
    const auto file = [&](const std::string& variable, const std::string& name) {
      return Extract{variable, folder + name, {folder + name}};
    };
    const std::string pictures = "/usr/share/datasets/fashion-mnist";
    return std::map<std::string, Extract>{
        {"adult", file("ADULT", "adult.csv")},
        {"breast_cancer", file("BREAST_CANCER", "breast_cancer.csv")},
        {"diamonds", file("DIAMONDS", "diamonds.csv")},
        {"fashion_mnist",
         {"FASHION_MNIST", pictures, {pictures + "/t10k-images-idx3-ubyte.gz[0]"}}},
        {"movie_snippets", file("MOVIE_SNIPPETS", "snippets.jsonl")}};
  }();
  return all;
}

constexpr std::string_view kBuiltin = "builtin:";

/// The shipped recipes, `<data set>/<name>`, as the program lists them.
std::vector<std::string> recipes() {
  const Outcome outcome = run_process(MAAS_PROGRAM, {"recipe", "ls", "--json"}, {});
  std::vector<std::string> names;
  for (const auto& item : document(outcome)["recipes"]) {
    names.push_back(item["name"].get<std::string>().substr(kBuiltin.size()));
  }
  return names;
}

class EachRecipe : public Program, public ::testing::WithParamInterface<std::string> {
 protected:
  const Extract& extract() const {
    return extracts().at(GetParam().substr(0, GetParam().find('/')));
  }

  nlohmann::json answer(std::vector<std::string> arguments) const {
    const std::string command = arguments.front();
    arguments.push_back("--json");
    const Outcome outcome =
        maas(arguments, {.environment = {extract().variable + "=" + extract().data}});
    EXPECT_EQ(outcome.status, 0) << command << ": " << outcome.err;
    return outcome.status == 0 ? document(outcome) : nlohmann::json::object();
  }
};

TEST_P(EachRecipe, TrainsJudgesPredictsQuantizesAndAnswers) {
  std::vector<std::string> training = {"train",
                                       std::string(kBuiltin) + GetParam(),
                                       "-o",
                                       path("run"),
                                       "train.until=2step",
                                       "data.train.limit=96",
                                       "data.test.limit=24",
                                       "~gates"};
  answer(training);
  EXPECT_FALSE(answer({"eval", path("run")})["metrics"].empty());
  std::vector<std::string> prediction = {"predict", path("run")};
  prediction.insert(prediction.end(), extract().inputs.begin(), extract().inputs.end());
  EXPECT_FALSE(answer(prediction)["predictions"].empty());
  answer({"quantize", path("run"), "-o", path("int8"), "--scheme", "w8a8"});
  EXPECT_FALSE(answer({"predict", path("int8"), extract().inputs.front()})["predictions"].empty());
  EXPECT_EQ(answer({"bench", path("run"), "--batch", "2", "--iterations", "3"})["batches"].size(),
            1U);
  answer({"serve", path("run"), "--listen", "127.0.0.1:0", "--dry-run"});
}

INSTANTIATE_TEST_SUITE_P(Shipped, EachRecipe, ::testing::ValuesIn(recipes()), [](const auto& test) {
  std::string name = test.param;
  std::ranges::replace(name, '/', '_');
  return name;
});

}  // namespace
}  // namespace maas::test
