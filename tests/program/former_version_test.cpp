#include "program/program.h"

namespace maas::test {
namespace {

namespace fs = std::filesystem;

/// What an earlier version wrote, in a directory of its own.
class FormerVersion : public Program {
 protected:
  FormerVersion() {
    fs::copy(MAAS_SOURCE_DIR "/tests/program/fixtures/version_0.1.0", path("former"),
             fs::copy_options::recursive);
  }

  std::string former(const std::string& name) const { return path("former/" + name); }

  nlohmann::json answer(std::vector<std::string> arguments) const {
    arguments.push_back("--json");
    const Outcome outcome = maas(arguments);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return document(outcome);
  }

  /// The accuracy by the validation pictures that the model was judged by when it was made.
  double accuracy(const std::string& model) const {
    return answer({"eval", former(model), "--split", "valid"})["metrics"]["acc"];
  }
};

TEST_F(FormerVersion, ModelsAreJudgedAsTheyWere) {
  const auto manifest = nlohmann::json::parse(content_of(former("model/maas.json")));
  EXPECT_EQ(accuracy("model"), manifest["metrics"]["valid.acc"].get<double>());
  EXPECT_NEAR(accuracy("int8"), accuracy("model"), 0.1);
}

TEST_F(FormerVersion, ModelsAreQuantizedPrunedExportedAndServed) {
  answer({"quantize", former("model"), "-o", path("int8"), "--scheme", "w8a8"});
  answer({"prune", former("model"), "-o", path("sparse"), "--sparsity", "0.5"});
  answer({"export", former("model"), "-o", path("model.onnx")});
  answer({"serve", former("model"), "--listen", "127.0.0.1:0", "--dry-run"});
}

TEST_F(FormerVersion, RunsThatWereStoppedGoOnToTheBytesOfAWholeOne) {
  const auto train = [&](const std::string& run) {
    const Outcome outcome = maas({"train", former("recipe.yaml"), "-o", run});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.err;
  };
  EXPECT_THAT(train(former("stopped")), ::testing::HasSubstr("continuing after step 1"));
  train(path("whole"));
  EXPECT_EQ(weights("former/stopped"), weights("whole"));
}

TEST_F(FormerVersion, RecipesAreChecked) {
  answer({"recipe", "check", former("recipe.yaml")});
}

}  // namespace
}  // namespace maas::test
