#include "recipe/problems.h"

#include <memory>

#include "support/support.h"

namespace maas::recipe {
namespace {

SourcePtr file(std::string text, int order = 0) {
  return std::make_shared<Source>(
      Source{.name = "r.yaml", .text = std::move(text), .order = order});
}

TEST(Problems, AreShownWithTheLineACaretAndTheHint) {
  Problems problems;
  problems.add({file("a: 1\noptim: {name: sgd, learning_rat: 0.1}\n"), 2, 20, 12},
               "unknown key 'optim.learning_rat'", "did you mean 'optim.lr'?");
  EXPECT_EQ(problems.render(),
            "r.yaml:2:20: error: unknown key 'optim.learning_rat'\n"
            "    optim: {name: sgd, learning_rat: 0.1}\n"
            "                       ^~~~~~~~~~~~ did you mean 'optim.lr'?\n"
            "1 error; nothing was written");
}

TEST(Problems, PutTheCaretBelowTheSameSignWhateverItsWidthInBytes) {
  Problems problems;
  problems.add({file("\tnoté: x\n"), 1, 8, 1}, "wrong");
  EXPECT_THAT(problems.render(), ::testing::HasSubstr("    \tnoté: x\n    \t     ^\n"));
}

TEST(Problems, ComeInTheOrderOfTheirPlaces) {
  const SourcePtr source = file("a\nb\n");
  Problems problems;
  problems.add({source, 2, 1}, "second");
  problems.add({file("x", 1), 1, 1}, "third");
  problems.add({source, 1, 1}, "first");
  const std::string text = problems.render();
  EXPECT_LT(text.find("first"), text.find("second"));
  EXPECT_LT(text.find("second"), text.find("third"));
  EXPECT_THAT(text, ::testing::EndsWith("3 errors; nothing was written"));
}

TEST(Problems, OfAnArgumentNameTheArgument) {
  Problems problems;
  problems.add(
      {std::make_shared<Source>(Source{.kind = Source::Kind::kArgument, .name = "optim.lr=x"})},
      "'optim.lr' must be a number, not 'x'");
  EXPECT_THAT(problems.render(), ::testing::StartsWith("argument 'optim.lr=x': error: 'optim.lr'"));
}

TEST(Problems, OfARecipeAreAnInvalidRecipe) {
  Problems problems;
  problems.add({file("a")}, "wrong");
  EXPECT_ERROR(problems.throw_if_any(), kInvalidRecipe, "r.yaml:1:1: error: wrong");
}

TEST(Problems, OfFlagsAloneAreWrongUsage) {
  Problems problems;
  problems.add({std::make_shared<Source>(Source{.kind = Source::Kind::kFlag, .name = "--top 0"})},
               "must be at least 1, not 0");
  EXPECT_ERROR(problems.throw_if_any(), kUsage, "argument '--top 0': error: must be at least 1");
  problems.add({file("a")}, "wrong");
  EXPECT_ERROR(problems.throw_if_any(), kInvalidRecipe, "2 errors");
}

TEST(Problems, ThrowNothingWhenThereAreNone) {
  EXPECT_NO_THROW(Problems().throw_if_any());
}

}  // namespace
}  // namespace maas::recipe
