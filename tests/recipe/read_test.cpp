#include "recipe/read.h"

#include "sample.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;

TEST(Read, KeepsDefaultsOfKeysThatAreNotThere) {
  const SampleRecipe recipe = read_text(std::string(kLeast));
  EXPECT_EQ(recipe.seed, 42);
  EXPECT_EQ(recipe.optim.optimizer.name, "adam");
  EXPECT_EQ(recipe.optim.optimizer.options.as<AdamOptions>().lr, 0.001);
}

TEST(Read, FieldsOfEveryKind) {
  const SampleRecipe recipe = read_with(R"(
seed: 0x10
note: no
optim: {name: sgd, lr: 1e-4, momentum: .9, clip_norm: 1}
train: {until: 500step, max_time: 90min, early_stop: {on: valid.acc}, shuffle: false}
gates: {test.acc: ">= 0.9"}
)");
  EXPECT_EQ(recipe.seed, 16);
  EXPECT_EQ(recipe.note, "no");
  EXPECT_EQ(recipe.optim.optimizer.options.as<SgdOptions>().lr, 1e-4);
  EXPECT_EQ(recipe.optim.clip_norm, 1);
  EXPECT_EQ(recipe.train.until, (Span{500, Span::Unit::kStep}));
  EXPECT_EQ(recipe.train.max_time, Duration{5400});
  EXPECT_EQ(recipe.train.early_stop->on, "valid.acc");
  EXPECT_FALSE(recipe.train.shuffle);
  EXPECT_EQ(recipe.gates.at("test.acc"), ">= 0.9");
}

TEST(Read, ListsOfComponentsWithTheirOwnKeys) {
  const SampleRecipe recipe = read_text(R"(schema: maas.recipe/v1
model: {arch: mlp, widths: [64, 32]}
data: {train: x, augment: [{op: random-crop, pad: 4}, {op: hflip}]}
)");
  ASSERT_EQ(recipe.data.augment.size(), 2u);
  EXPECT_EQ(recipe.data.augment[0].transform.options.as<CropOptions>().pad, 4);
  EXPECT_EQ(recipe.data.augment[1].transform.options.as<FlipOptions>().p, 0.5);
  EXPECT_EQ(recipe.model.network.options.as<MlpOptions>().widths,
            (std::vector<std::int64_t>{64, 32}));
}

TEST(Read, AbsentOptionalsByTheirWordOrByNull) {
  EXPECT_FALSE(read_with("optim: {clip_norm: none}").optim.clip_norm);
  EXPECT_FALSE(read_with("optim: {clip_norm: null}").optim.clip_norm);
  EXPECT_FALSE(read_with("train: {early_stop: ~}").train.early_stop);
}

TEST(Read, NestedKeysOfAMapAsKeysWithDots) {
  EXPECT_EQ(read_with("gates: {test: {f1: {macro: '> 0.5'}}}").gates.at("test.f1.macro"), "> 0.5");
}

struct Refusal {
  std::string text;
  std::string message;
};

class ReadRefuses : public ::testing::TestWithParam<Refusal> {};

TEST_P(ReadRefuses, WithPlaceAndReason) {
  EXPECT_ERROR(read_with(GetParam().text), kInvalidRecipe, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Values, ReadRefuses,
    ::testing::Values(
        Refusal{"seed: x", "r.yaml:4:7: error: 'seed' must be an integer, not 'x'"},
        Refusal{"seed: 1.5", "'seed' must be an integer, not '1.5'"},
        Refusal{"seed: '1'", "'seed' must be an integer, not the text \"1\""},
        Refusal{"seed: -1", "'seed' must be at least 0, not -1"},
        Refusal{"seed:", "'seed' must be an integer, not null"},
        Refusal{"seed: [1]", "'seed' must be an integer, not a list"},
        Refusal{"note: {a: 1}", "'note' must be a text, not a map"},
        Refusal{"optim: {lr: 0}", "r.yaml:4:13: error: 'optim.lr' must be above 0, not 0"},
        Refusal{"optim: {lr: fast}", "'optim.lr' must be a number, not 'fast'"},
        Refusal{"optim: {clip_norm: no}", "must be a number or 'none', not 'no'"},
        Refusal{"optim: {betas: [0.9, 1]}",
                "'optim.betas[1]' must be at least 0 and below 1, not 1"},
        Refusal{"optim: {betas: 0.9}", "'optim.betas' must be a list, not '0.9'"},
        Refusal{"optim: {betas: \"[0.9]\"}", "write [0.9] without quotes"},
        Refusal{"optim: sgd", "'optim' must be a map of keys, not 'sgd'"},
        Refusal{"optim: {name: sdg}", "r.yaml:4:15: error: unknown optimizer 'sdg'"},
        Refusal{"optim: {lr: .inf}", "r.yaml:4:13: error: 'optim.lr' must be finite, not .inf"},
        Refusal{"optim: {clip_norm: -.INF}", "'optim.clip_norm' must be finite, not -.INF"},
        Refusal{"optim: {betas: [.inf]}", "'optim.betas[0]' must be finite, not .inf"},
        Refusal{"train: {until: 1e308Gtok}", "'train.until' must be finite, not 1e308Gtok"},
        Refusal{"train: {max_time: 1e308d}", "'train.max_time' must be finite, not 1e308d"},
        Refusal{"train: {until: 50}", "'train.until' has no unit"},
        Refusal{"train: {until: 0step}", "'train.until' must be above 0, not 0step"},
        Refusal{"train: {until: 5min}", "'train.until' has unknown unit 'min'"},
        Refusal{"train: {max_time: 5epoch}", "'train.max_time' has unknown unit 'epoch'"},
        Refusal{"train: {shuffle: yes}", "'train.shuffle' must be true or false, not 'yes'"},
        Refusal{"gates: {acc: [1]}", "'gates.acc' must be a text, not a list"},
        Refusal{"gates: 1", "'gates' must be a map, not '1'"}));

TEST(Read, RefusesAValueThatIsNoChoice) {
  EXPECT_ERROR(
      read_text("schema: maas.recipe/v1\nmodel: {arch: mlp, init: kaimin}\ndata: {train: x}"),
      kInvalidRecipe, "'model.init' must be one of kaiming, xavier, not 'kaimin'");
}

TEST(Read, SuggestsTheKeyThatWasMeant) {
  EXPECT_ERROR(read_with("optim: {name: sgd, momentm: 0.9}"), kInvalidRecipe,
               "r.yaml:4:20: error: unknown key 'optim.momentm' (expected one of name, clip_norm, "
               "lr, momentum)\n"
               "    optim: {name: sgd, momentm: 0.9}\n"
               "                       ^~~~~~~ did you mean 'optim.momentum'?");
}

TEST(Read, SaysWhatAKeyIsCalledNow) {
  EXPECT_ERROR(read_with("optim: {learning_rate: 0.1}"), kInvalidRecipe,
               "it is called 'optim.lr' now");
}

TEST(Read, SaysWhichComponentHasTheKey) {
  EXPECT_ERROR(read_with("optim: {momentum: 0.9}"), kInvalidRecipe,
               "optimizer sgd has it; 'optim.name' is adam");
}

TEST(Read, SaysWhereElseTheKeyExists) {
  EXPECT_ERROR(read_with("shuffle: true"), kInvalidRecipe, "did you mean 'train.shuffle'?");
}

TEST(Read, RefusesAMissingKeyAtTheKeyAroundIt) {
  EXPECT_ERROR(read_text("schema: maas.recipe/v1\nmodel: {arch: mlp}\ndata: {labels: []}"),
               kInvalidRecipe, "r.yaml:3:1: error: missing key 'data.train': samples");
}

TEST(Read, ListsTheComponentsWhenNoneIsNamed) {
  EXPECT_ERROR(read_text("schema: maas.recipe/v1\nmodel: {}\ndata: {train: x}"), kInvalidRecipe,
               "one of lenet, mlp");
}

TEST(Read, ReportsAllProblemsAtOnce) {
  EXPECT_ERROR(read_with("seed: x\nnot: 1\ntrain: {until: 3, shufle: true}"), kInvalidRecipe,
               "4 errors; nothing was written");
}

TEST(Read, SaysNothingOfTheKeysOfAnUnknownComponent) {
  EXPECT_ERROR(read_with("optim: {name: sdg, beta: 1}"), kInvalidRecipe, "1 error;");
}

}  // namespace
}  // namespace maas::test
