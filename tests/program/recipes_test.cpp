#include <map>

#include "program/program.h"

namespace maas::test {
namespace {

/// What a data set's recipes are tried on: its variable with an extract of the data, and an input.
struct Extract {
  std::string variable;
  std::string data;
  std::string input;
};

const std::map<std::string, Extract>& extracts() {
  static const std::map<std::string, Extract> all = [] {
    const std::string folder = MAAS_SOURCE_DIR "/tests/program/fixtures/";
    const auto file = [&](const std::string& variable, const std::string& name) {
      return Extract{variable, folder + name, folder + name};
    };
    const std::string pictures = "/usr/share/datasets/fashion-mnist";
    return std::map<std::string, Extract>{
        {"adult", file("ADULT", "adult.csv")},
        {"cartpole", {"CARTPOLE", "", folder + "observations.jsonl"}},
        {"breast_cancer", file("BREAST_CANCER", "breast_cancer.csv")},
        {"diamonds", file("DIAMONDS", "diamonds.csv")},
        {"fashion_mnist", {"FASHION_MNIST", pictures, pictures + "/t10k-images-idx3-ubyte.gz[0]"}},
        {"movie_snippets", file("MOVIE_SNIPPETS", "snippets.jsonl")}};
  }();
  return all;
}

constexpr std::string_view kBuiltin = "builtin:";

/// The shipped recipes, `<data set>/<name>`, as the program lists them.
std::vector<std::string> recipes() {
  const Outcome outcome = run_process(MAAS_PROGRAM, {"recipe", "ls", "--json"}, {});
  std::vector<std::string> names;
  const nlohmann::json listed = document(outcome);
  for (const auto& item : listed["recipes"]) {
    names.push_back(item["name"].get<std::string>().substr(kBuiltin.size()));
  }
  return names;
}

class ShippedRecipes : public Program {
 protected:
  /// The document that a command answers with, on the extract of a recipe's data.
  nlohmann::json answer(std::vector<std::string> arguments, const Extract& extract) const {
    const std::string command = arguments.front();
    arguments.push_back("--json");
    const Outcome outcome =
        maas(arguments, {.environment = {extract.variable + "=" + extract.data}});
    EXPECT_EQ(outcome.status, 0) << command << ": " << outcome.err;
    return outcome.status == 0 ? document(outcome) : nlohmann::json::object();
  }

  void walk(const std::string& recipe, const Extract& extract) const {
    const std::string run = path(recipe);
    answer({"train", std::string(kBuiltin) + recipe, "-o", run, "train.until=2step",
            "schedule.warmup=1step", "data.train.limit=96", "data.test.limit=24", "~gates"},
           extract);
    EXPECT_FALSE(answer({"eval", run}, extract)["metrics"].empty());
    EXPECT_FALSE(answer({"predict", run, extract.input}, extract)["predictions"].empty());
    answer({"quantize", run, "-o", run + "-int8", "--scheme", "w8a8"}, extract);
    EXPECT_FALSE(answer({"predict", run + "-int8", extract.input}, extract)["predictions"].empty());
    EXPECT_EQ(
        answer({"bench", run, "--batch", "2", "--iterations", "3"}, extract)["batches"].size(), 1U);
    answer({"serve", run, "--listen", "127.0.0.1:0", "--dry-run"}, extract);
  }
};

TEST_F(ShippedRecipes, TrainAndAreJudgedQuantizedAskedAndServed) {
  const std::vector<std::string> all = recipes();
  EXPECT_GE(all.size(), 9U);
  for (const std::string& recipe : all) {
    SCOPED_TRACE(recipe);
    const auto extract = extracts().find(recipe.substr(0, recipe.find('/')));
    ASSERT_NE(extract, extracts().end()) << "there is no extract of the data";
    walk(recipe, extract->second);
  }
}

}  // namespace
}  // namespace maas::test
