#include "training/plan.h"

#include "maas/catalog.h"
#include "support/support.h"

namespace maas::training {
namespace {

Recipe recipe_with(std::int64_t global_batch) {
  Recipe recipe;
  recipe.data.loader.global_batch = global_batch;
  return recipe;
}

Span steps(double amount) {
  return {amount, Span::Unit::kStep};
}
Span epochs(double amount) {
  return {amount, Span::Unit::kEpoch};
}

TEST(Plan, CountsEpochsInStepsTheLastUnfilledOneIncluded) {
  Recipe recipe = recipe_with(4);
  recipe.train.until = epochs(3);
  recipe.eval.every = epochs(0.5);
  recipe.checkpoint.every = steps(7);
  const Plan plan = plan_of(recipe, 22);
  EXPECT_EQ(plan.steps_per_epoch, 6);
  EXPECT_EQ(plan.steps, 18);
  EXPECT_EQ(plan.eval_every, 3);
  EXPECT_EQ(plan.save_every, 7);
  EXPECT_DOUBLE_EQ(plan.epoch_at(9), 1.5);
}

TEST(Plan, LeavesOutAnUnfilledBatchIfAsked) {
  Recipe recipe = recipe_with(4);
  recipe.data.loader.drop_last = true;
  EXPECT_EQ(plan_of(recipe, 22).steps_per_epoch, 5);
}

TEST(Plan, MakesLengthsOfLessThanAStepOne) {
  Recipe recipe = recipe_with(4);
  recipe.eval.every = epochs(0.01);
  EXPECT_EQ(plan_of(recipe, 22).eval_every, 1);
}

TEST(Plan, TakesAllSamplesAStepByFullGradientDescent) {
  Recipe recipe = recipe_with(4);
  recipe.optim.optimizer.name = "gd";
  const Plan plan = plan_of(recipe, 60'000);
  EXPECT_EQ(plan.global_batch, 60'000);
  EXPECT_EQ(plan.steps_per_epoch, 1);
  EXPECT_EQ(plan.micro_batch, 4096);
}

TEST(Plan, DividesABatchOnlyIfAsked) {
  Recipe recipe = recipe_with(128);
  EXPECT_EQ(plan_of(recipe, 1000).micro_batch, 128);
  recipe.data.loader.micro_batch = 32;
  EXPECT_EQ(plan_of(recipe, 1000).micro_batch, 32);
  recipe.data.loader.micro_batch = 500;
  EXPECT_EQ(plan_of(recipe, 1000).micro_batch, 128);
}

TEST(Plan, RefusesAnEpochWithoutABatch) {
  Recipe recipe = recipe_with(64);
  recipe.data.loader.drop_last = true;
  EXPECT_ERROR(plan_of(recipe, 63), kInvalidRecipe,
               "63 training samples do not fill a batch of 64");
}

TEST(Plan, RefusesTokens) {
  Recipe recipe = recipe_with(4);
  recipe.train.until = {2e6, Span::Unit::kToken};
  EXPECT_ERROR(plan_of(recipe, 22), kInvalidRecipe,
               "train.until: no length is counted in tokens yet");
}

TEST(Plan, RefusesMoreStepsThanCanBeCounted) {
  Recipe recipe = recipe_with(4);
  recipe.train.until = {1e30, Span::Unit::kStep};
  EXPECT_ERROR(plan_of(recipe, 22), kInvalidRecipe, "train.until: 1e+30 steps are more than");
}

TEST(Plan, RefusesAWarmupThatLeavesNoTraining) {
  Recipe recipe = recipe_with(4);
  recipe.train.until = epochs(1);
  recipe.schedule.warmup = epochs(1);
  EXPECT_ERROR(plan_of(recipe, 22), kInvalidRecipe,
               "schedule.warmup of 6 steps is not shorter than the 6 of train.until");
}

TEST(Plan, CountsTheScheduleAfterTheWarmup) {
  Recipe recipe = recipe_with(4);
  recipe.train.until = steps(14);
  recipe.schedule = {.schedule = {"cosine", {}}, .warmup = steps(4)};
  const auto factor = schedule_of(recipe.schedule, plan_of(recipe, 22));
  EXPECT_DOUBLE_EQ(factor(0), 0.25);
  EXPECT_DOUBLE_EQ(factor(3), 1);
  EXPECT_DOUBLE_EQ(factor(4), 1);
  EXPECT_NEAR(factor(9), 0.5, 1e-12);  // half of the ten steps that are left
}

TEST(MetricName, IsASplitAndAName) {
  const MetricName name = metric_name("valid.f1.macro");
  EXPECT_EQ(name.split, "valid");
  EXPECT_EQ(name.name, "f1.macro");
}

TEST(MetricName, LacksNeither) {
  for (const char* text : {"acc", ".acc", "valid.", ""}) {
    EXPECT_ERROR(metric_name(text), kInvalidRecipe, "does not name a metric of a split");
  }
}

}  // namespace
}  // namespace maas::training
