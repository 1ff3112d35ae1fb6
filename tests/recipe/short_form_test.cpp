#include <fstream>

#include "maas/recipe.h"
#include "recipe/json_file.h"
#include "recipe/resolved.h"
#include "recipe/schema.h"
#include "sample.h"

/// A table that may be written as the name of its component alone, as `task:` is.
namespace maas::test {
namespace {

struct ShortBlock : Component {};
inline void describe(Fields& fields, ShortBlock& block) {
  fields.component("name", block, Registry::kArchitecture, "what is learned")
      .required()
      .short_form();
}

struct ShortRecipe {
  ShortBlock task;
};
inline void describe(Fields& fields, ShortRecipe& recipe) {
  fields("task", recipe.task, "what is learned").required();
}

ShortRecipe read(const std::string& task) {
  recipe::Document document =
      recipe::load_text("schema: maas.recipe/v1\n" + task, "r.yaml", sample_catalog());
  ShortRecipe sample;
  document.read(sample);
  document.throw_if_any();
  return sample;
}

std::vector<std::int64_t> widths_of(const ShortRecipe& recipe) {
  return recipe.task.options.as<MlpOptions>().widths;
}

using ::testing::ElementsAre;

TEST(ShortForm, IsANameAlone) {
  const ShortRecipe sample = read("task: mlp");
  EXPECT_EQ(sample.task.name, "mlp");
  EXPECT_THAT(widths_of(sample), ElementsAre(128));
}

TEST(ShortForm, IsTheSameAsAMapOfTheName) {
  EXPECT_EQ(recipe::resolved_yaml(read("task: {name: mlp}")),
            recipe::resolved_yaml(read("task: mlp")));
}

TEST(ShortForm, StandsBesideAMapWithOptions) {
  EXPECT_THAT(widths_of(read("task: {name: mlp, widths: [3, 4]}")), ElementsAre(3, 4));
}

TEST(ShortForm, IsRefusedAtItsPlaceIfThereIsNoSuchComponent) {
  EXPECT_ERROR(read("task: mpl"), kInvalidRecipe, "r.yaml:2");
  EXPECT_ERROR(read("task: mpl"), kInvalidRecipe, "did you mean 'mlp'?");
  EXPECT_ERROR(read("task: {name: mpl}"), kInvalidRecipe, "did you mean 'mlp'?");
}

TEST(ShortForm, IsRefusedIfItIsAList) {
  EXPECT_ERROR(read("task: [mlp]"), kInvalidRecipe, "'task' must be a text or a map of keys");
}

TEST(ShortForm, NeedsTheNameInAMap) {
  EXPECT_ERROR(read("task: {widths: [3]}"), kInvalidRecipe, "missing key 'task.name'");
}

TEST(ShortForm, IsMissedByTheKeyOfTheTable) {
  EXPECT_ERROR(read(""), kInvalidRecipe, "missing key 'task'");
}

TEST(ShortForm, IsWrittenWhereThereAreNoOptions) {
  EXPECT_EQ(recipe::resolved_yaml(read("task: {name: lenet}")),
            "schema: maas.recipe/v1\ntask: lenet\n");
  EXPECT_EQ(recipe::resolved_yaml(read("task: mlp")),
            "schema: maas.recipe/v1\ntask:\n  name: mlp\n  widths: [128]\n  dropout: 0\n");
}

TEST(ShortForm, IsWrittenWhereNoOptionDiffersFromItsDefault) {
  const auto minimal = [](const std::string& task) {
    return recipe::minimal_yaml(read(task), sample_catalog());
  };
  EXPECT_EQ(minimal("task: {name: mlp, widths: [128]}"), "schema: maas.recipe/v1\ntask: mlp\n");
  EXPECT_EQ(minimal("task: {name: mlp, dropout: 0.5}"),
            "schema: maas.recipe/v1\ntask:\n  name: mlp\n  dropout: 0.5\n");
}

TEST(ShortForm, GivesTheSameRecipeWhenReadBack) {
  for (const char* const task : {"task: lenet", "task: mlp", "task: {name: mlp, widths: [7]}"}) {
    const ShortRecipe sample = read(task);
    const std::string once = recipe::resolved_yaml(sample);
    recipe::Document again = recipe::load_text(once, "again.yaml", sample_catalog());
    ShortRecipe reread;
    again.read(reread);
    again.throw_if_any();
    EXPECT_EQ(recipe::resolved_yaml(reread), once);
    EXPECT_EQ(recipe::resolved_yaml(recipe::recipe_from_json<ShortRecipe>(
                  recipe::resolved_json(sample), "maas.json", sample_catalog())),
              once);
  }
}

TEST(ShortForm, IsOneOfTheFormsInTheSchema) {
  ShortRecipe sample;
  const auto schema = recipe::json_schema(fields_of(sample), sample_catalog());
  const auto& forms = schema["properties"]["task"]["anyOf"];
  ASSERT_EQ(forms.size(), 2U);
  EXPECT_NE(forms[0].dump().find("mlp"), std::string::npos);
  EXPECT_FALSE(forms[0].contains("properties"));
  EXPECT_TRUE(forms[1]["properties"].contains("name"));
}

class OverriddenShortForm : public ::testing::Test {
 protected:
  ShortRecipe read(const std::string& task, std::vector<std::string> overrides) const {
    return read_text(task, std::move(overrides));
  }

  /// @param extended  `task:` of a recipe that this one extends
  ShortRecipe read_extending(const std::string& extended, const std::string& task) const {
    std::ofstream(directory_ / "base.yaml") << "schema: maas.recipe/v1\n" << extended << "\n";
    return read_text("extends: base.yaml\n" + task, {});
  }

 private:
  ShortRecipe read_text(const std::string& text, std::vector<std::string> overrides) const {
    std::ofstream(directory_ / "r.yaml") << "schema: maas.recipe/v1\n" << text << "\n";
    recipe::Document document =
        recipe::load({.file = (directory_ / "r.yaml").string(), .overrides = std::move(overrides)},
                     sample_catalog());
    ShortRecipe sample;
    document.read(sample);
    document.throw_if_any();
    return sample;
  }

  TemporaryDirectory directory_;
};

TEST_F(OverriddenShortForm, TakesAnotherName) {
  EXPECT_EQ(read("task: mlp", {"task=lenet"}).task.name, "lenet");
  EXPECT_EQ(read("task: {name: mlp, widths: [3]}", {"task=lenet"}).task.name, "lenet");
  EXPECT_EQ(read("task: mlp", {"task.name=lenet"}).task.name, "lenet");
}

TEST_F(OverriddenShortForm, KeepsItsNameWhereAnOptionIsSet) {
  for (const char* const task : {"task: {name: mlp}", "task: mlp"}) {
    const ShortRecipe sample = read(task, {"task.widths=[3]", "task.dropout=0.5"});
    EXPECT_EQ(sample.task.name, "mlp");
    EXPECT_THAT(widths_of(sample), ElementsAre(3));
    EXPECT_EQ(sample.task.options.as<MlpOptions>().dropout, 0.5);
  }
}

TEST_F(OverriddenShortForm, KeepsItsNameWhereARecipeThatExtendsSetsAnOption) {
  for (const char* const extended : {"task: {name: mlp}", "task: mlp"}) {
    EXPECT_THAT(widths_of(read_extending(extended, "task: {widths: [3]}")), ElementsAre(3));
  }
}

/// The real table, with the tasks of this build.
TEST(TaskBlock, TakesItsOptionsFromTheCommandLine) {
  const TemporaryDirectory directory;
  for (const char* const task : {"tabular-regression", "{name: tabular-regression}"}) {
    std::ofstream(directory / "r.yaml")
        << "schema: maas.recipe/v1\ntask: " << task
        << "\nmodel: {arch: mlp}\ndata: {train: {format: csv, path: t.csv}}\n";
    recipe::Document document = recipe::load(
        {.file = (directory / "r.yaml").string(), .overrides = {"task.target=x"}}, catalog());
    Recipe recipe;
    document.read(recipe);
    document.throw_if_any();
    EXPECT_EQ(recipe.task.name, "tabular-regression");
    Fields options;
    recipe.task.options.describe_into(options);
    EXPECT_EQ(*std::get<std::string*>(options.find("target")->slot.target), "x") << task;
  }
}

}  // namespace
}  // namespace maas::test
