#include "data/cartpole/cartpole.h"

#include <array>

#include "formats/json/json.h"
#include "support/support.h"

namespace maas::data {
namespace {

using State = std::array<double, 5>;

State state_of(const Simulation& simulation) {
  State state{};
  simulation.save(state);
  return state;
}

std::unique_ptr<Simulation> begun(std::uint64_t seed) {
  auto simulation = cartpole_world().simulation();
  simulation->reset(seed);
  return simulation;
}

/// Keeps the pole up by pushing to where it leans and turns.
std::int64_t balancing(const Simulation& simulation) {
  const State state = state_of(simulation);
  return state[2] + 0.5 * state[3] + 0.02 * state[0] + 0.05 * state[1] > 0 ? 1 : 0;
}

TEST(Cartpole, MovesAsPublished) {
  const auto golden =
      formats::read_json(std::filesystem::path(MAAS_FIXTURES) / "cartpole/trajectory.json");
  const auto simulation = cartpole_world().simulation();
  const auto first = golden["states"][0].get<std::array<double, 4>>();
  simulation->restore(State{first[0], first[1], first[2], first[3], 0});
  Outcome outcome;
  for (std::size_t i = 0; i < golden["actions"].size(); ++i) {
    SCOPED_TRACE(i);
    EXPECT_FALSE(outcome.is_over());
    outcome = simulation->step(golden["actions"][i].get<std::int64_t>());
    EXPECT_EQ(outcome.reward, 1);
    const State state = state_of(*simulation);
    for (std::size_t number = 0; number < 4; ++number) {
      EXPECT_NEAR(state[number], golden["states"][i + 1][number].get<double>(), 1e-12);
    }
  }
  EXPECT_EQ(outcome.terminated, golden["terminated"].get<bool>());
}

TEST(Cartpole, BeginsNearTheMiddleByTheSeedAlone) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const State state = state_of(*begun(seed));
    for (const double number : state) EXPECT_LE(std::abs(number), 0.05);
    EXPECT_EQ(state, state_of(*begun(seed)));
    EXPECT_NE(state, state_of(*begun(seed + 1)));
  }
}

TEST(Cartpole, EndsWhereTheCartLeavesTheTrack) {
  const auto simulation = begun(1);
  simulation->restore(State{2.39, 1, 0, 0, 7});
  EXPECT_TRUE(simulation->step(1).terminated);
  simulation->restore(State{-2.39, -1, 0, 0, 7});
  EXPECT_TRUE(simulation->step(0).terminated);
  simulation->restore(State{2.39, 0, 0, 0, 7});
  EXPECT_FALSE(simulation->step(0).is_over());
}

TEST(Cartpole, EndsWhereThePoleLeansByMoreThanTwelveDegrees) {
  const auto simulation = begun(1);
  simulation->restore(State{0, 0, 0.2094, 0.02, 7});
  EXPECT_TRUE(simulation->step(1).terminated);
  simulation->restore(State{0, 0, 0.2094, 0.001, 7});
  EXPECT_FALSE(simulation->step(1).is_over());
}

TEST(Cartpole, IsCutOffAfterFiveHundredSteps) {
  const auto simulation = begun(5);
  Outcome outcome;
  for (int step = 1; step <= 500; ++step) {
    ASSERT_FALSE(outcome.is_over()) << step;
    outcome = simulation->step(balancing(*simulation));
  }
  EXPECT_TRUE(outcome.truncated);
  EXPECT_FALSE(outcome.terminated);
}

TEST(Cartpole, GoesOnFromWhatWasSaved) {
  const auto first = begun(3);
  for (int step = 0; step < 20; ++step) first->step(balancing(*first));
  const auto second = cartpole_world().simulation();
  second->restore(state_of(*first));
  for (int step = 0; step < 20; ++step) {
    EXPECT_EQ(first->step(step % 3 == 0).is_over(), second->step(step % 3 == 0).is_over());
    EXPECT_EQ(state_of(*first), state_of(*second));
  }
}

TEST(Cartpole, ShowsItsFourNumbers) {
  const auto simulation = begun(1);
  simulation->restore(State{0.5, -1, 0.125, 2, 7});
  std::array<float, 4> seen{};
  simulation->observe(seen);
  EXPECT_EQ(seen, (std::array<float, 4>{0.5F, -1, 0.125F, 2}));
}

}  // namespace
}  // namespace maas::data
