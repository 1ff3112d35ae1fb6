#include <set>

#include "program/shipped.h"

namespace maas::test {
namespace {

/// The recipes of models that make pictures.
const std::set<std::string>& makers() {
  static const std::set<std::string> all = {"fashion_mnist/vae", "fashion_mnist/wgan_gp"};
  return all;
}

class ShippedRecipes : public Program {
 protected:
  /// The document that a command answers with, on the extract of a recipe's data.
  nlohmann::json answer(const Shipped& recipe, std::vector<std::string> arguments) const {
    const std::string command = arguments.front();
    arguments.push_back("--json");
    const Outcome outcome = maas(arguments, surroundings_of(recipe));
    EXPECT_EQ(outcome.status, 0) << command << ": " << outcome.err;
    return outcome.status == 0 ? document(outcome) : nlohmann::json::object();
  }

  /// The same seed makes the same bytes.
  void expect_pictures(const std::string& run) const {
    const auto made = [&](const std::string& file) {
      const Outcome outcome = maas({"generate", run, "--count", "3", "-o", file});
      EXPECT_EQ(outcome.status, 0) << outcome.err;
      return content_of(file);
    };
    const std::string bytes = made(run + "-1.png");
    EXPECT_TRUE(bytes.starts_with("\x89PNG"));
    EXPECT_EQ(made(run + "-2.png"), bytes);
  }

  void walk(const Shipped& recipe) const {
    const std::string run = path(recipe.name);
    const auto predicts = [&](const std::string& model) {
      return !answer(recipe, {"predict", model, recipe.extract.input})["predictions"].empty();
    };
    std::vector<std::string> check = {"recipe", "check", std::string(kBuiltin) + recipe.name,
                                      "train.until=2step", "schedule.warmup=1step"};
    check.insert(check.end(), recipe.extract.overrides.begin(), recipe.extract.overrides.end());
    answer(recipe, check);
    answer(recipe, training_of(recipe, run, 2));
    EXPECT_FALSE(answer(recipe, {"eval", run})["metrics"].empty());
    EXPECT_TRUE(predicts(run));
    if (makers().contains(recipe.name)) expect_pictures(run);
    if (recipe.extract.has_layers) {
      answer(recipe, {"quantize", run, "-o", run + "-int8", "--scheme", "w8a8"});
      EXPECT_TRUE(predicts(run + "-int8"));
    }
    const nlohmann::json bench =
        answer(recipe, {"bench", run, "--batch", "2", "--iterations", "3"});
    EXPECT_EQ(bench["batches"].size(), 1U);
    answer(recipe, {"serve", run, "--listen", "127.0.0.1:0", "--dry-run"});
  }
};

TEST_F(ShippedRecipes, TrainAndAreJudgedQuantizedAskedAndServed) {
  const std::vector<Shipped> all = shipped_recipes();
  EXPECT_GE(all.size(), 19U);
  for (const Shipped& recipe : all) {
    SCOPED_TRACE(recipe.name);
    walk(recipe);
  }
}

}  // namespace
}  // namespace maas::test
