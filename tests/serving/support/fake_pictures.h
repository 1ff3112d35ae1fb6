#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "inference/engine.h"
#include "maas/error.h"

namespace maas::test {

/// A model of files that must be decoded: `size` is how long each is. A file of `kBroken` bytes is
/// found broken as it is decoded, and decoding can be held.
class FakePictures final : public inference::Engine {
 public:
  static constexpr std::size_t kBroken = 13;

  explicit FakePictures(std::int64_t scratch = 1) : scratch_(scratch) {}

  const Signature& signature() const override { return signature_; }

  inference::Demand check(inference::HostTensors& inputs) const override {
    const auto* files = std::get_if<std::vector<std::string>>(&inputs.at(0).data);
    if (files == nullptr) fail(ErrorCode::kInvalidData, "input 'image' has no files");
    const auto count = static_cast<std::int64_t>(files->size());
    return {.samples = count, .pixels = count, .scratch = scratch_, .bytes = 4 * count};
  }

  inference::HostTensors prepare(inference::HostTensors inputs) const override {
    const auto files = std::get<std::vector<std::string>>(inputs.at(0).data);
    std::unique_lock lock(mutex_);
    preparing_threads_.insert(std::this_thread::get_id());
    most_at_once_ = std::max(most_at_once_, ++at_once_);
    changed_.notify_all();
    changed_.wait(lock, [&] { return !held_; });
    --at_once_;
    std::vector<float> sizes;
    for (const std::string& file : files) {
      if (file.size() == kBroken) fail(ErrorCode::kInvalidData, "a picture is broken");
      sizes.push_back(static_cast<float>(file.size()));
    }
    return {{"image", {static_cast<std::int64_t>(sizes.size()), 1}, std::move(sizes)}};
  }

  std::vector<inference::Answer> run(
      std::span<const inference::HostTensors* const> requests) override {
    const std::lock_guard lock(mutex_);
    ++runs_;
    running_thread_ = std::this_thread::get_id();
    std::vector<inference::Answer> answers;
    for (const inference::HostTensors* request : requests) {
      const inference::HostTensor& sizes = request->at(0);
      answers.emplace_back(
          inference::HostTensors{{"size", sizes.shape, std::get<std::vector<float>>(sizes.data)}});
    }
    return answers;
  }

  void hold() { set_held(true); }
  void release() { set_held(false); }

  /// Waits until so many requests are being prepared.
  void wait_until_preparing(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return at_once_ >= count; });
  }

  int runs() const {
    const std::lock_guard lock(mutex_);
    return runs_;
  }
  int most_at_once() const {
    const std::lock_guard lock(mutex_);
    return most_at_once_;
  }
  /// Whether the thread that runs the model has ever prepared something.
  bool runs_where_it_prepares() const {
    const std::lock_guard lock(mutex_);
    return preparing_threads_.contains(running_thread_);
  }

 private:
  void set_held(bool held) {
    const std::lock_guard lock(mutex_);
    held_ = held;
    changed_.notify_all();
  }

  Signature signature_{.inputs = {{.name = "image", .datatype = "UINT8", .shape = {-1, 1, -1, -1}}},
                       .outputs = {{.name = "size", .datatype = "FP32", .shape = {-1, 1}}}};
  std::int64_t scratch_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  bool held_ = false;
  mutable int at_once_ = 0;
  mutable int most_at_once_ = 0;
  int runs_ = 0;
  mutable std::set<std::thread::id> preparing_threads_;
  std::thread::id running_thread_;
};

}  // namespace maas::test
