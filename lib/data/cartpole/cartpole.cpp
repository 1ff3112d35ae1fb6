#include "data/cartpole/cartpole.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "base/hashing.h"

namespace maas::data {
namespace {

constexpr double kGravity = 9.8;
constexpr double kPoleMass = 0.1;
constexpr double kTotalMass = 1.0 + kPoleMass;
constexpr double kHalfLength = 0.5;  ///< of the pole
constexpr double kPoleMoment = kPoleMass * kHalfLength;
constexpr double kForce = 10;
constexpr double kSeconds = 0.02;  ///< of a step
constexpr double kFarthest = 2.4;
constexpr double kSteepest = 12 * 2 * std::numbers::pi / 360;
constexpr double kStart = 0.05;  ///< each number of the first state is at most so far from 0
constexpr std::int64_t kMostSteps = 500;
constexpr std::int64_t kRight = 1;

class Cartpole final : public Simulation {
 public:
  void reset(std::uint64_t seed) override {
    base::Random random(seed);
    for (double& number : state_) number = kStart * (2 * random.uniform() - 1);
    steps_ = 0;
  }

  /// By Euler's method.
  Outcome step(std::int64_t action) override {
    auto& [position, velocity, angle, turn] = state_;
    const double force = action == kRight ? kForce : -kForce;
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    const double push = (force + kPoleMoment * turn * turn * sine) / kTotalMass;
    const double turning = (kGravity * sine - cosine * push) /
                           (kHalfLength * (4.0 / 3.0 - kPoleMass * cosine * cosine / kTotalMass));
    const double acceleration = push - kPoleMoment * turning * cosine / kTotalMass;
    position += kSeconds * velocity;
    velocity += kSeconds * acceleration;
    angle += kSeconds * turn;
    turn += kSeconds * turning;
    ++steps_;
    return {.reward = 1,
            .terminated = std::abs(position) > kFarthest || std::abs(angle) > kSteepest,
            .truncated = steps_ >= kMostSteps};
  }

  void observe(std::span<float> numbers) const override {
    std::ranges::transform(state_, numbers.begin(),
                           [](double number) { return static_cast<float>(number); });
  }

  void save(std::span<double> numbers) const override {
    std::ranges::copy(state_, numbers.begin());
    numbers[state_.size()] = static_cast<double>(steps_);
  }

  void restore(std::span<const double> numbers) override {
    std::ranges::copy(numbers.first(state_.size()), state_.begin());
    steps_ = static_cast<std::int64_t>(numbers[state_.size()]);
  }

 private:
  std::array<double, 4> state_{};  ///< position, velocity, angle in radians, angular velocity
  std::int64_t steps_ = 0;
};

class CartpoleLayout final : public Layout {
 public:
  CartpoleLayout(std::string split, const CartpoleOptions& options)
      : split_(std::move(split)), options_(options) {}

  Located locate(const std::filesystem::path& path) const override {
    return located_environment(cartpole_card().name, path);
  }

  std::unique_ptr<Dataset> open(const Opening&) const override {
    return episodes_of(cartpole_world(), split_, options_);
  }

  std::vector<std::filesystem::path> files() const override { return {}; }

  AnyOptions settled(const Facts&) const override {
    return AnyOptions::of(CartpoleOptions(options_));
  }

 private:
  std::string split_;
  CartpoleOptions options_;
};

}  // namespace

World cartpole_world() {
  return {.name = "cartpole",
          .observations = {"position", "velocity", "angle", "angular_velocity"},
          .actions = {"left", "right"},
          .state = 5,
          .most_steps = kMostSteps,
          .simulation = [] { return std::make_unique<Cartpole>(); }};
}

std::unique_ptr<Layout> make_cartpole(const std::string& split, const CartpoleOptions& options) {
  return std::make_unique<CartpoleLayout>(split, options);
}

}  // namespace maas::data
