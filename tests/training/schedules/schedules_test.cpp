#include <algorithm>
#include <cmath>

#include "maas/catalog.h"
#include "support/support.h"
#include "training/golden.h"
#include "training/schedules/registry.h"

namespace maas::schedules {
namespace {

class EachSchedule : public ::testing::TestWithParam<Card> {
 protected:
  static Schedule make(std::int64_t steps) {
    return factories().make({GetParam().name, GetParam().options},
                            {.steps_per_epoch = 3, .steps = steps});
  }
};

TEST_P(EachSchedule, StaysBetweenZeroAndOne) {
  for (const std::int64_t steps : {1, 2, 3, 4, 10, 1000}) {
    const Schedule schedule = make(steps);
    for (std::int64_t step = 0; step < steps; ++step) {
      EXPECT_GE(schedule(step), 0) << step << " of " << steps;
      EXPECT_LE(schedule(step), 1) << step << " of " << steps;
    }
  }
}

TEST_P(EachSchedule, IsAFunctionOfTheStepAlone) {
  const Schedule forwards = make(40);
  const Schedule backwards = make(40);
  std::vector<double> expected;
  for (std::int64_t step = 0; step < 40; ++step) expected.push_back(forwards(step));
  for (std::int64_t step = 39; step >= 0; --step) {
    EXPECT_EQ(backwards(step), expected[static_cast<std::size_t>(step)]);
  }
}

TEST_P(EachSchedule, ReachesTheWholeLearningRate) {
  const Schedule schedule = make(1000);
  double top = 0;
  for (std::int64_t step = 0; step < 1000; ++step) top = std::max(top, schedule(step));
  EXPECT_NEAR(top, 1, 1e-3);
}

INSTANTIATE_TEST_SUITE_P(Registry, EachSchedule,
                         ::testing::ValuesIn(catalog().cards(Registry::kSchedule)),
                         [](const auto& test) {
                           std::string name = test.param.name;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Schedules, HaveACardEach) {
  EXPECT_EQ(factories().size(), catalog().cards(Registry::kSchedule).size());
}

/// See fixtures/make_steps.py.
TEST(Schedules, FollowPyTorch) {
  for (const auto& example : training::golden("schedules.json")) {
    SCOPED_TRACE(example.at("name").dump() + example.at("options").dump());
    const Schedule schedule = factories().make(
        training::component_of(Registry::kSchedule, example.at("name"), example.at("options")),
        {.steps_per_epoch = 5, .steps = example.at("steps").get<std::int64_t>()});
    const auto factors = example.at("factors").get<std::vector<double>>();
    for (std::size_t step = 0; step < factors.size(); ++step) {
      EXPECT_NEAR(schedule(static_cast<std::int64_t>(step)), factors[step], 1e-9) << step;
    }
  }
}

TEST(StepSchedule, CountsEpochs) {
  const auto component =
      training::component_of(Registry::kSchedule, "step", {{"every", "2epoch"}, {"factor", 0.5}});
  const Schedule schedule = factories().make(component, {.steps_per_epoch = 3, .steps = 20});
  EXPECT_EQ(schedule(5), 1);
  EXPECT_EQ(schedule(6), 0.5);
  EXPECT_EQ(schedule(12), 0.25);
}

TEST(StepSchedule, RefusesTokens) {
  const auto component = training::component_of(Registry::kSchedule, "step", {{"every", "2Mtok"}});
  EXPECT_ERROR(factories().make(component, {.steps_per_epoch = 3, .steps = 20}), kInvalidRecipe,
               "schedule.every: pictures are not counted in tokens");
}

TEST(Warmup, RisesLinearlyToTheSchedulesFirstValue) {
  const Schedule schedule = with_warmup([](std::int64_t step) { return step == 0 ? 0.8 : 0.1; }, 4);
  EXPECT_DOUBLE_EQ(schedule(0), 0.2);
  EXPECT_DOUBLE_EQ(schedule(3), 0.8);
  EXPECT_DOUBLE_EQ(schedule(4), 0.8);
  EXPECT_DOUBLE_EQ(schedule(5), 0.1);
}

TEST(Warmup, OfNoStepsIsTheSchedule) {
  EXPECT_EQ(with_warmup([](std::int64_t) { return 0.5; }, 0)(0), 0.5);
}

}  // namespace
}  // namespace maas::schedules
