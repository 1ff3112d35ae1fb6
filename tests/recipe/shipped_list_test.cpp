#include <fstream>

#include "recipe/builtin.h"
#include "recipe/shipped.h"
#include "support/support.h"

namespace maas::test {
namespace {

using ::testing::ElementsAre;

TEST(OpeningParagraphs, JoinLinesAndLeaveOutCommands) {
  EXPECT_THAT(
      recipe::opening_paragraphs("# A net\n# of two lines.\n#   maas train x\n# Measured: 9.\n"
                                 "schema: maas.recipe/v1\n# not the head\n"),
      ElementsAre("A net of two lines.", "Measured: 9."));
}

TEST(OpeningParagraphs, EndAtAnEmptyCommentLineAndBeginAtMeasured) {
  EXPECT_THAT(recipe::opening_paragraphs("# One.\n#\n# Two.\n# Measured: 1\n# to 2.\n"),
              ElementsAre("One.", "Two.", "Measured: 1 to 2."));
}

TEST(OpeningParagraphs, AreNoneWithoutAComment) {
  EXPECT_THAT(recipe::opening_paragraphs("schema: maas.recipe/v1\n"), ElementsAre());
}

TEST(ShippedList, HoldsWhatTrainsWithItsSummaryAndResult) {
  const auto all = recipe::shipped_recipes(MAAS_SOURCE_DIR "/recipes", catalog());
  ASSERT_FALSE(all.empty());
  for (const recipe::ShippedRecipe& shipped : all) {
    EXPECT_NE(shipped.name, "builtin:fashion_mnist/data");
    EXPECT_NE(shipped.summary, "") << shipped.name;
  }
  const auto mlp = std::find_if(all.begin(), all.end(), [](const auto& shipped) {
    return shipped.name == "builtin:fashion_mnist/mlp";
  });
  ASSERT_NE(mlp, all.end());
  EXPECT_EQ(mlp->kind, "image");
  EXPECT_EQ(mlp->task, "image-classification");
  EXPECT_EQ(mlp->architecture, "mlp");
  EXPECT_THAT(mlp->measured, ::testing::HasSubstr(" % of the 10,000 test pictures"));
}

TEST(ShippedList, PassesOverRunsThatWereMadeAmongTheRecipes) {
  const TemporaryDirectory root;
  std::filesystem::create_directories(root / "set/runs/mine");
  std::ofstream(root / "set/net.yaml") << "x";
  std::ofstream(root / "set/runs/mine/.maas") << "";
  std::ofstream(root / "set/runs/mine/recipe.resolved.yaml") << "x";
  EXPECT_THAT(recipe::builtin_recipes(root.path()), ElementsAre("set/net"));
}

}  // namespace
}  // namespace maas::test
