#include "recipe/interpolate.h"

#include <cstdlib>
#include <fstream>

#include "recipe/reference.h"
#include "sample.h"

namespace maas::test {
namespace {

TEST(Interpolate, PutsVarsIntoTexts) {
  EXPECT_EQ(read_with("vars: {a: x, b: y}\nnote: '${vars.a}/${vars.b}!'").note, "x/y!");
}

TEST(Interpolate, KeepsTheTypeOfAWholeReference) {
  EXPECT_EQ(read_with("vars: {n: 7}\nseed: ${vars.n}").seed, 7);
  EXPECT_EQ(read_with("vars: {n: 7}\nseed: '${vars.n}'").seed, 7);
  EXPECT_EQ(read_with("vars: {o: {name: sgd, lr: 2}}\noptim: ${vars.o}").optim.optimizer.name,
            "sgd");
}

TEST(Interpolate, RefersToOtherKeys) {
  EXPECT_EQ(read_with("note: ${train.until}\ntrain: {until: 3step}").note, "3step");
  EXPECT_EQ(read_with("note: ${optim.betas[1]}\noptim: {betas: [0.1, 0.2]}").note, "0.2");
}

TEST(Interpolate, FollowsReferencesToReferences) {
  EXPECT_EQ(read_with("vars: {a: '${vars.b}1', b: '${seed}0'}\nseed: 4\nnote: ${vars.a}").note,
            "401");
}

TEST(Interpolate, TakesTheEnvironmentAsItIs) {
  setenv("MAAS_TEST_VALUE", "${vars.a}", 1);
  EXPECT_EQ(read_with("note: ${env:MAAS_TEST_VALUE}").note, "${vars.a}");
  unsetenv("MAAS_TEST_VALUE");
}

TEST(Interpolate, TakesTheDefaultOfAnUnsetVariable) {
  EXPECT_EQ(read_with("seed: ${env:MAAS_TEST_UNSET:-12}").seed, 12);
  EXPECT_EQ(read_with("note: 'a${env:MAAS_TEST_UNSET:-}b'").note, "ab");
}

TEST(Interpolate, RefusesAnUnsetVariableWithoutADefault) {
  EXPECT_ERROR(read_with("note: ${env:MAAS_TEST_UNSET}"), kInvalidRecipe,
               "r.yaml:4:7: error: environment variable 'MAAS_TEST_UNSET' is not set");
}

TEST(Interpolate, RefusesACycle) {
  EXPECT_ERROR(read_with("vars: {a: '${vars.b}', b: '${vars.a}'}\nnote: ${vars.a}"), kInvalidRecipe,
               "refers to itself");
  EXPECT_ERROR(read_with("train: {until: '${train}'}"), kInvalidRecipe, "refers to itself");
}

TEST(Interpolate, RefusesAnUnknownKeyAtItsPlaceWithASuggestion) {
  EXPECT_ERROR(read_with("vars: {root: a}\nnote: x${vars.rot}"), kInvalidRecipe,
               "r.yaml:5:8: error: nothing sets 'vars.rot'\n"
               "    note: x${vars.rot}\n"
               "           ^~~~~~~~~~~ did you mean 'vars.root'?");
}

TEST(Interpolate, RefusesAVarThatNothingRefersTo) {
  EXPECT_ERROR(read_with("vars: {rot: a, root: b}\nnote: ${vars.root}"), kInvalidRecipe,
               "r.yaml:4:8: error: nothing refers to 'vars.rot'");
}

TEST(Interpolate, RefusesAMapInsideAText) {
  EXPECT_ERROR(read_with("note: a${train}\ntrain: {until: 1step}"), kInvalidRecipe,
               "'train' is a map and cannot be part of a text");
}

TEST(Interpolate, RefusesMalformedReferences) {
  for (const char* text : {"'${vars.a'", "'${}'", "'${env:}'"}) {
    EXPECT_ERROR(read_with(std::string("note: ") + text), kInvalidRecipe, "malformed reference");
  }
}

TEST(Interpolate, RefusesReferencesThatExplode) {
  std::string bomb = "vars:\n  a0: [1,1,1,1,1,1,1,1,1,1]\n";
  for (int i = 1; i < 9; ++i) {
    bomb += fmt::format(
        "  a{0}: ['${{vars.a{1}}}', '${{vars.a{1}}}', '${{vars.a{1}}}', '${{vars.a{1}}}', "
        "'${{vars.a{1}}}', '${{vars.a{1}}}']\n",
        i, i - 1);
  }
  EXPECT_ERROR(read_with(bomb + "note: ${vars.a8}"), kInvalidRecipe,
               "expand to more than 100000 values");
}

TEST(Interpolate, RefusesTextsThatExplode) {
  std::string bomb = "vars:\n  a0: xxxxxxxxxxxxxxxx\n";
  for (int i = 1; i < 20; ++i)
    bomb += fmt::format("  a{0}: '${{vars.a{1}}}${{vars.a{1}}}'\n", i, i - 1);
  EXPECT_ERROR(read_with(bomb + "note: ${vars.a19}"), kInvalidRecipe,
               "expands to more than 65536 bytes");
}

TEST(Interpolate, RefusesALongChain) {
  std::string chain = "vars:\n  a0: 1\n";
  for (int i = 1; i < 2000; ++i) chain += fmt::format("  a{}: ${{vars.a{}}}\n", 2000 - i, 1999 - i);
  EXPECT_ERROR(read_with(chain + "note: ${vars.a1999}"), kInvalidRecipe, "references in a row");
}

TEST(Interpolate, LeavesAnEscapedReferenceAlone) {
  EXPECT_EQ(read_with("note: $${vars.a} costs $5").note, "${vars.a} costs $5");
}

TEST(Interpolate, CountsAPathFromTheFileThatWroteItsBeginning) {
  TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "sub");
  std::ofstream(directory / "sub" / "base.yaml")
      << "schema: maas.recipe/v1\nvars: {root: here}\nmodel: {arch: mlp}\n"
         "data: {train: '${vars.root}/images'}\n";
  std::ofstream(directory / "r.yaml")
      << "schema: maas.recipe/v1\nextends: sub/base.yaml\nvars: {root: there}\n";
  EXPECT_EQ(read_request({.file = (directory / "sub" / "base.yaml").string()}).data.train.text,
            (directory / "sub/here/images").string());
  EXPECT_EQ(read_request({.file = (directory / "r.yaml").string()}).data.train.text,
            (directory / "there/images").string());
  EXPECT_EQ(read_request({.file = (directory / "r.yaml").string(), .overrides = {"vars.root=data"}})
                .data.train.text,
            "data/images");
}

TEST(References, EscapedTextsAreGivenBackAsTheyWere) {
  for (const std::string text : {"${a}", "$${a}", "$", "a$$b{", "$$$${", "${", ""}) {
    std::string back;
    for (const recipe::Piece& piece : recipe::split_references(recipe::escape_references(text))) {
      EXPECT_EQ(piece.kind, recipe::Piece::Kind::kText);
      back += piece.text;
    }
    EXPECT_EQ(back, text);
  }
}

}  // namespace
}  // namespace maas::test
