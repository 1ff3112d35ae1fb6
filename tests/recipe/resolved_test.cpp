#include "recipe/resolved.h"

#include <fstream>

#include "base/files.h"
#include "recipe/json_file.h"
#include "sample.h"

namespace maas::test {
namespace {

constexpr const char* kFull = R"(schema: maas.recipe/v1
seed: 7
note: "a: b #c ${seed} $${x} \u00e9 \n"
model: {arch: mlp, widths: [64, 32]}
data: {train: images, augment: [{op: random-crop, pad: 4}, {op: hflip}], labels: ["0", "no", yes it is, "null"]}
optim: {name: sgd, lr: 1e-4}
train: {until: 2Mtok, max_time: 90min, early_stop: {on: valid.acc}}
gates: {test.acc: ">= 0.9", "a b": "1"}
)";

TEST(Resolved, SaysEverythingInTheOrderOfTheTable) {
  const std::string here = std::filesystem::current_path().string();
  EXPECT_EQ(recipe::resolved_yaml(read_text(std::string(kLeast))),
            "schema: maas.recipe/v1\n"
            "seed: 42\n"
            "note: \"\"\n"
            "model:\n"
            "  arch: mlp\n"
            "  init: kaiming\n"
            "  widths: [128]\n"
            "  dropout: 0\n"
            "data:\n"
            "  train: " +
                here +
                "/images\n"
                "  augment: []\n"
                "  labels: []\n"
                "optim:\n"
                "  name: adam\n"
                "  clip_norm: none\n"
                "  lr: 0.001\n"
                "  betas: [0.9, 0.999]\n"
                "train:\n"
                "  until: 10epoch\n"
                "  max_time: none\n"
                "  early_stop: null\n"
                "  shuffle: true\n"
                "gates: {}\n");
}

TEST(Resolved, GivesTheSameRecipeWhenReadBack) {
  const std::string once = recipe::resolved_yaml(read_text(kFull));
  EXPECT_EQ(recipe::resolved_yaml(read_text(once)), once);
}

TEST(Resolved, KeepsEveryText) {
  const SampleRecipe before = read_text(kFull);
  const SampleRecipe after = read_text(recipe::resolved_yaml(before));
  EXPECT_EQ(after.note, "a: b #c 7 ${x} \u00e9 \n");
  EXPECT_EQ(after.data.labels, before.data.labels);
  EXPECT_EQ(after.gates, before.gates);
}

TEST(Resolved, IsTheSameInJson) {
  const SampleRecipe before = read_text(kFull);
  const auto json = recipe::resolved_json(before);
  EXPECT_EQ(recipe::resolved_yaml(
                recipe::recipe_from_json<SampleRecipe>(json, "maas.json", sample_catalog())),
            recipe::resolved_yaml(before));
}

TEST(Minimal, SaysOnlyWhatDiffersFromTheDefaults) {
  EXPECT_EQ(recipe::minimal_yaml(read_text(R"(schema: maas.recipe/v1
seed: 42
model: {arch: mlp, widths: [128]}
data: {train: /images, augment: [{op: random-crop, pad: 2}, {op: hflip, p: 1}]}
optim: {name: sgd, lr: 0.5, momentum: 0}
train: {until: 10epoch, early_stop: {on: valid.loss}}
)"),
                                 sample_catalog()),
            "schema: maas.recipe/v1\n"
            "model:\n"
            "  arch: mlp\n"
            "data:\n"
            "  train: /images\n"
            "  augment:\n"
            "    - op: random-crop\n"
            "    - op: hflip\n"
            "      p: 1\n"
            "optim:\n"
            "  name: sgd\n"
            "  lr: 0.5\n"
            "train:\n"
            "  early_stop: {}\n");
}

TEST(Minimal, GivesTheSameRecipeWhenReadBack) {
  const SampleRecipe recipe = read_text(kFull);
  EXPECT_EQ(recipe::resolved_yaml(read_text(recipe::minimal_yaml(recipe, sample_catalog()))),
            recipe::resolved_yaml(recipe));
}

TEST(Origins, NameTheFileAndLineTheArgumentOrTheDefault) {
  TemporaryDirectory directory;
  const std::string file = (directory / "r.yaml").string();
  std::ofstream(file) << kFull;
  recipe::Document document =
      recipe::load({.file = file, .overrides = {"optim.lr=2"}}, sample_catalog());
  SampleRecipe sample;
  document.read(sample);
  std::map<std::string, std::string> where;
  for (const recipe::Origin& origin : recipe::origins(recipe::resolved_node(sample), document)) {
    where[origin.path] = origin.where;
  }
  EXPECT_EQ(where.at("model.widths[1]"), file + ":4");
  EXPECT_EQ(where.at("optim.lr"), "argument 'optim.lr=2'");
  EXPECT_EQ(where.at("optim.momentum"), "default");
  EXPECT_EQ(where.at("gates.test.acc"), file + ":8");
}

TEST(Changes, NameTheKeysThatDiffer) {
  const auto node = [](const std::string& more) { return recipe::resolved_node(read_with(more)); };
  const auto changes = recipe::changes(node("seed: 1"), node("seed: 2\ngates: {acc: '> 0'}"));
  ASSERT_EQ(changes.size(), 3u);
  EXPECT_EQ(changes[0].path, "seed");
  EXPECT_EQ(changes[0].after, "2");
  EXPECT_EQ(changes[2].path, "gates.acc");
}

TEST(JsonFile, NamesTheFileAndEveryWrongKey) {
  const auto json = nlohmann::ordered_json::parse(R"({"lr": "fast", "momentu": 0.5})");
  EXPECT_ERROR(recipe::from_json_to<SgdOptions>(json, "config.json"), kInvalidData,
               "config.json: 'lr' must be a number, not the text \"fast\"; unknown key 'momentu'");
}

TEST(JsonFile, MayIgnoreUnknownKeys) {
  const auto json = nlohmann::ordered_json::parse(R"({"lr": 0.5, "model_type": "x"})");
  EXPECT_EQ(recipe::from_json_to<SgdOptions>(json, "c", {}, {.ignore_unknown_keys = true}).lr, 0.5);
}

TEST(JsonFile, RefusesWhatIsNoObject) {
  EXPECT_ERROR(recipe::from_json_to<SgdOptions>(nlohmann::ordered_json::array(), "config.json"),
               kInvalidData, "config.json holds no JSON object");
}

TEST(Report, IsJsonOfItsTable) {
  SampleStop stop;
  EXPECT_EQ(recipe::to_json_of(stop).dump(), R"({"on":"valid.loss","patience":"5epoch"})");
}

}  // namespace
}  // namespace maas::test
