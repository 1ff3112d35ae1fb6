#include "cli/installation.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class RecipeCommands : public Installation {
 protected:
  /// Runs a line of bash with the program as `maas`.
  Outcome bash(const std::string& line) const {
    return run_process("/bin/bash", {"-c", "maas() { '" + program() + "' \"$@\"; }; " + line});
  }
};

constexpr const char* kSeven =
    R"(printf 'schema: maas.recipe/v1\nextends: builtin:fashion_mnist/mlp\nseed: 7\n')";

TEST_F(RecipeCommands, TakeARecipeFromAPipe) {
  for (const std::string& line : {"maas recipe show --minimal <(" + std::string(kSeven) + ")",
                                  std::string(kSeven) + " | maas recipe show --minimal /dev/stdin",
                                  std::string(kSeven) + " | maas recipe show --minimal -"}) {
    const Outcome outcome = bash(line);
    EXPECT_EQ(outcome.status, 0) << line << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("seed: 7")) << line;
  }
}

TEST_F(RecipeCommands, ReadAPipeOnceForAllWhoAskForIt) {
  const Outcome outcome =
      bash("maas recipe diff <(" + std::string(kSeven) + ") builtin:fashion_mnist/mlp");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("seed  7  ->  42"));
}

TEST_F(RecipeCommands, NameThePipeOfARecipeThatIsWrong) {
  const Outcome outcome =
      bash("printf 'schema: maas.recipe/v1\\nsed: 7\\n' | maas recipe check /dev/stdin");
  EXPECT_EQ(outcome.status, 78);
  EXPECT_THAT(outcome.err, HasSubstr("/dev/stdin:2:1: error: unknown key 'sed'"));
}

TEST_F(RecipeCommands, EndAPipeThatHoldsMoreThanARecipeMay) {
  const Outcome outcome = bash("yes 'seed: 7' | maas recipe check /dev/stdin");
  EXPECT_EQ(outcome.status, 65);
  EXPECT_THAT(outcome.err, HasSubstr("/dev/stdin' is larger than"));
}

TEST_F(RecipeCommands, LsShowsWhatTrainsWithWhatItReached) {
  const std::string out = maas({"recipe", "ls"}).out;
  EXPECT_THAT(out, HasSubstr("builtin:fashion_mnist/mlp"));
  EXPECT_THAT(out, HasSubstr(" % of the 10,000 test pictures after 10 epochs\n"));
  EXPECT_THAT(out, Not(HasSubstr("fashion_mnist/data")));
}

TEST_F(RecipeCommands, SchemaIsTheDocumentItself) {
  const auto schema = only_document(maas({"recipe", "schema", "--json"}));
  EXPECT_EQ(schema["$schema"], "http://json-schema.org/draft-07/schema#");
  EXPECT_EQ(schema, nlohmann::json::parse(maas({"recipe", "schema"}).out));
}

TEST_F(RecipeCommands, DiffSaysWhatDiffersAndWhoSetIt) {
  const std::string file =
      write_recipe("schema: maas.recipe/v1\nextends: builtin:fashion_mnist/mlp\nseed: 7\n");
  const Outcome outcome = maas({"recipe", "diff", "builtin:fashion_mnist/mlp", file});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, "recipe\n  seed  42  ->  7  (default -> " + file + ":3)\n");
}

TEST_F(RecipeCommands, DiffOfEqualsSaysSo) {
  const Outcome outcome =
      maas({"recipe", "diff", "builtin:fashion_mnist/mlp", "builtin:fashion_mnist/mlp"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, "identical\n");
}

TEST_F(RecipeCommands, DiffOfWhatIsNotThereExitsWith66) {
  EXPECT_EQ(maas({"recipe", "diff", "builtin:fashion_mnist/mlp", "nowhere.yaml"}).status, 66);
}

}  // namespace
}  // namespace maas::test
