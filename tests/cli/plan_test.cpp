#include "cli/installation.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;

/// `maas train --check`, by the fake library.
class TrainCheck : public Installation {
 protected:
  Outcome check(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = {"train", "builtin:fashion_mnist/mlp", "--check", "-o",
                                          "r"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return maas(arguments);
  }
};

TEST_F(TrainCheck, PrintsThePlan) {
  const Outcome outcome = check({});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  for (const char* text :
       {"r begins", "57000 samples of 1x28x28", "8910: 10 epochs of 891",
        "fc1         100480  weight 128x784, bias 128", "parameters  401.9 kB  exact",
        "2.0 GB  memory.max of /sys/fs/cgroup/job", "1.500 ms  mean of 40 steps",
        "42000/s  25 % of the time waiting for data", "2 min 05 s", "3 x 2.0 kB",
        "7.0 kB  at the most; 1.0 MB free"}) {
    EXPECT_THAT(outcome.out, HasSubstr(text));
  }
}

TEST_F(TrainCheck, IsOneDocument) {
  const auto document = only_document(check({"--json"}));
  EXPECT_EQ(document["schema"], "maas.train-check/v1");
  EXPECT_EQ(document["network"]["layers"][0]["layer"], "fc1");
  EXPECT_EQ(document["memory"]["limit"], 2000000000);
  EXPECT_EQ(document["time"]["data_wait"], 0.25);
  EXPECT_TRUE(document["shortages"].empty());
}

TEST_F(TrainCheck, ExitsWith69BehindTheWholeDocumentIfThereIsTooLittleMemory) {
  const Outcome outcome = check({"--device", "little-memory", "--json"});
  EXPECT_EQ(outcome.status, 69);
  EXPECT_EQ(only_document(outcome)["shortages"].size(), 2u);
  EXPECT_THAT(outcome.err, HasSubstr("the training does not fit: training needs 1 TB"));
  EXPECT_THAT(outcome.err, HasSubstr("micro_batch=8 fits"));
  EXPECT_THAT(check({"--device", "little-memory"}).out, HasSubstr("7.0 kB  at the most"));
}

TEST_F(TrainCheck, ExitsWith74BehindTheWholeDocumentIfTheDiskIsTooSmall) {
  const Outcome outcome = check({"--device", "little-disk", "--json"});
  EXPECT_EQ(outcome.status, 74);
  EXPECT_EQ(only_document(outcome)["shortages"][0]["of"], "disk");
  EXPECT_THAT(outcome.err, HasSubstr("does not fit: 1 B is free\n  buy a disk"));
}

TEST_F(TrainCheck, RefusesWhatRecipeCheckRefuses) {
  const std::string recipe = write_recipe(
      "schema: maas.recipe/v1\ntask: image-classification\nmodel: {arch: mlp}\n"
      "data:\n  train: {format: idx, path: nowhere}\noptim: {learning_rat: 1}\n");
  const Outcome checked = maas({"recipe", "check", recipe});
  const Outcome planned = maas({"train", recipe, "--check"});
  EXPECT_EQ(checked.status, 78);
  EXPECT_EQ(planned.status, 78);
  EXPECT_EQ(planned.err, checked.err);
  EXPECT_EQ(planned.out, "");
  EXPECT_THAT(planned.err, HasSubstr("r.yaml:6:9: error: unknown key 'optim.learning_rat'"));
  EXPECT_THAT(planned.err, HasSubstr("r.yaml:5"));
}

TEST_F(TrainCheck, PrintsNothingWhenItIsStopped) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const Outcome outcome = run_and_stop(
        program(), {"train", "builtin:fashion_mnist/mlp", "--check", "--device", "wait"}, "waiting",
        signal);
    EXPECT_EQ(outcome.status, 128 + signal);
    EXPECT_EQ(outcome.out, "");
  }
}

}  // namespace
}  // namespace maas::test
