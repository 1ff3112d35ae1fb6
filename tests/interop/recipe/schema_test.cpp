#include "recipe/schema.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "maas/recipe.h"
#include "support/support.h"

namespace maas::recipe {
namespace {

namespace fs = std::filesystem;

const fs::path kPython = fs::path(MAAS_SOURCE_DIR) / "build/venv/bin/python";
const fs::path kPeer = fs::path(MAAS_SOURCE_DIR) / "tests/interop/recipe/schema_peer.py";

/// Python's jsonschema, from build/venv, with the schema of this build.
class PythonJsonschema : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(kPython)) GTEST_SKIP() << kPython << " is missing: run ./bootstrap test";
    Recipe recipe;
    std::ofstream(schema()) << json_schema(fields_of(recipe), catalog());
  }

  fs::path schema() const { return directory_ / "schema.json"; }

  int peer(const std::string& command, const fs::path& recipes) const {
    return std::system(fmt::format("'{}' '{}' {} '{}' '{}'", kPython.string(), kPeer.string(),
                                   command, schema().string(), recipes.string())
                           .c_str());
  }

  test::TemporaryDirectory directory_;
};

TEST_F(PythonJsonschema, AcceptsEveryShippedRecipe) {
  EXPECT_EQ(peer("accepts", MAAS_SOURCE_DIR "/recipes"), 0);
}

TEST_F(PythonJsonschema, RefusesEveryKeyOfAShippedRecipeThatIsMisspelt) {
  EXPECT_EQ(peer("refuses-keys", MAAS_SOURCE_DIR "/recipes"), 0);
}

TEST_F(PythonJsonschema, RefusesAListOfListsInPlaceOfEveryValueOfAShippedRecipe) {
  EXPECT_EQ(peer("refuses-values", MAAS_SOURCE_DIR "/recipes"), 0);
}

TEST_F(PythonJsonschema, AgreesWithUsOnSingleRecipes) {
  struct Case {
    const char* recipe;
    bool is_right;
  };
  for (const Case& each : {
           Case{"extends: [a.yaml, b.yaml]", true},
           Case{"extends: 1", false},
           Case{"seed: 7", true},
           Case{"seed: -1", false},
           Case{"seed: ${env:SEED:-1}", true},
           Case{"train: {until: 5epoch, max_time: 1.5h}", true},
           Case{"train: {until: 5}", false},
           Case{"train: {until: 5epochs}", false},
           Case{"train: {max_time: none}", true},
           Case{"train: {max_time: never}", false},
           Case{"train: {early_stop: null}", true},
           Case{"optim: {name: sgd, momentum: 0.9}", true},
           Case{"optim: {name: adam, momentum: 0.9}", false},
           Case{"optim: {momentum: 0.9}", true},
           Case{"optim: {name: sdg}", false},
           Case{"~optim: null", true},
           Case{"~optin: null", false},
           Case{"data: {augment+: [{op: hflip}]}", true},
           Case{"data: {augment: [{p: 0.5}]}", false},
           Case{"data: {augment: [{op: hflip, pad: 1}]}", false},
           Case{"data: {preprocess: [{op: normalize, mean: [0.5]}]}", false},
           Case{"data: {train: {format: idx, classes: [0, 1]}}", true},
           Case{"gates: {test: {acc: '>= 0.9'}, valid.acc: '> 0'}", true},
           Case{"gates: [test.acc]", false},
       }) {
    const fs::path folder = directory_ / "one";
    fs::create_directories(folder);
    fs::remove(folder / "r.yaml");
    std::ofstream(folder / "r.yaml") << "schema: maas.recipe/v1\n" << each.recipe << "\n";
    EXPECT_EQ(peer("accepts", folder) == 0, each.is_right) << each.recipe;
  }
}

}  // namespace
}  // namespace maas::recipe
