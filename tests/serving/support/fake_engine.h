#pragma once

#include <condition_variable>
#include <cstdint>
#include <limits>
#include <mutex>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "inference/engine.h"
#include "maas/error.h"

namespace maas::test {

/// A model of four numbers a sample: `sum` is their sum, `label` is "big" above 10, else "small".
/// It can be held, so that requests pile up, and fails on some sums.
class FakeEngine final : public inference::Engine {
 public:
  static constexpr float kBadValue = 400;   ///< a sum that is the client's fault
  static constexpr float kOurBug = 500;     ///< a sum that is our fault
  static constexpr float kBreaksAll = 550;  ///< a sum that ends the whole batch
  static constexpr float kGivesNan = 600;   ///< a sum that comes out as NaN

  const Signature& signature() const override { return signature_; }

  std::span<const std::string> labels(std::string_view output) const override {
    if (output != "sum") return {};
    return names_;
  }

  inference::Demand check(inference::HostTensors& inputs) const override {
    if (inputs.size() != 1 || inputs[0].name != "x") {
      fail(ErrorCode::kInvalidData, "unknown input '{}'; the model takes x", inputs[0].name);
    }
    if (!std::holds_alternative<std::vector<float>>(inputs[0].data)) {
      fail(ErrorCode::kInvalidData, "input 'x' is not FP32");
    }
    if (inputs[0].shape.size() != 2 || inputs[0].shape[1] != 4) {
      fail(ErrorCode::kInvalidData, "input 'x' is not of shape [-1, 4]");
    }
    return {.samples = inputs[0].shape[0]};
  }

  std::vector<inference::Answer> run(
      std::span<const inference::HostTensors* const> requests) override {
    std::unique_lock lock(mutex_);
    ++entered_;
    batches_.push_back(static_cast<int>(requests.size()));
    changed_.notify_all();
    changed_.wait(lock, [&] { return !held_; });
    std::vector<inference::Answer> answers;
    for (const inference::HostTensors* request : requests) {
      try {
        answers.emplace_back(answer(*request));
      } catch (const Error& error) {
        answers.emplace_back(error);
      }
    }
    return answers;
  }

  /// Makes `run` wait until `release`.
  void hold() { set_held(true); }
  void release() { set_held(false); }

  /// Waits until `run` has been entered so often.
  void wait_until_entered(int times) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return entered_ >= times; });
  }

  /// Returns how many requests each batch had.
  std::vector<int> batches() {
    const std::lock_guard lock(mutex_);
    return batches_;
  }

 private:
  void set_held(bool held) {
    const std::lock_guard lock(mutex_);
    held_ = held;
    changed_.notify_all();
  }

  static inference::HostTensors answer(const inference::HostTensors& request) {
    const auto& values = std::get<std::vector<float>>(request[0].data);
    std::vector<float> sums;
    std::vector<std::string> labels;
    for (auto row = values.begin(); row != values.end(); row += 4) {
      const float sum = std::accumulate(row, row + 4, 0.0F);
      if (sum == kBadValue) fail(ErrorCode::kInvalidData, "a value of input 'x' is bad");
      if (sum == kOurBug) fail(ErrorCode::kFailed, "cannot read /secret/weights");
      if (sum == kBreaksAll) throw std::runtime_error("out of order");
      sums.push_back(sum == kGivesNan ? std::numeric_limits<float>::quiet_NaN() : sum);
      labels.push_back(sum > 10 ? "big" : "small");
    }
    const auto samples = static_cast<std::int64_t>(sums.size());
    return {{.name = "sum", .shape = {samples, 1}, .data = std::move(sums)},
            {.name = "label", .shape = {samples}, .data = std::move(labels)}};
  }

  Signature signature_{.inputs = {{.name = "x", .datatype = "FP32", .shape = {-1, 4}}},
                       .outputs = {{.name = "sum", .datatype = "FP32", .shape = {-1, 1}},
                                   {.name = "label", .datatype = "BYTES", .shape = {-1}}}};
  std::vector<std::string> names_ = {"total"};
  std::mutex mutex_;
  std::condition_variable changed_;
  bool held_ = false;
  int entered_ = 0;
  std::vector<int> batches_;
};

}  // namespace maas::test
