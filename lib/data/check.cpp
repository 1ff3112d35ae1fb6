#include "data/check.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include <fmt/format.h>

#include "data/class_names.h"
#include "data/kinds.h"
#include "data/layout.h"
#include "data/split.h"
#include "data/whole.h"
#include "maas/catalog.h"
#include "recipe/key_path.h"
#include "recipe/kinds.h"
#include "recipe/plan.h"

namespace maas::data {
namespace {

bool ends_the_check(const Error& error) {
  return error.code() == ErrorCode::kIo || error.code() == ErrorCode::kInterrupted ||
         error.code() == ErrorCode::kTerminated;
}

class DataChecker {
 public:
  DataChecker(const Recipe& recipe, Progress& progress) : recipe_(recipe), progress_(progress) {}

  DataCheck check() {
    const DataBlock& data = recipe_.data;
    check_split("train", data.train);
    divide_train();
    if (data.valid) check_split("valid", *data.valid);
    if (data.test) check_split("test", *data.test);
    check_overlap();
    check_lengths();
    return std::move(result_);
  }

 private:
  void find(std::string key, ErrorCode code, std::string message, std::string hint = {}) {
    result_.findings.push_back({std::move(key), code, std::move(message), std::move(hint)});
  }

  void check_split(const std::string& split, const SplitBlock& block) {
    const std::string key = "data." + split;
    if (!block.from.empty()) return add_part(split, block);
    if (block.layout.options.empty()) return;
    try {
      std::shared_ptr<const Dataset> samples = open({split, block.layout}, opening_);
      samples = without(samples, check_samples(key, split, block, samples));
      for (const LeftOut& each : samples->left_out()) {
        result_.warnings.push_back(fmt::format("{}: {}", key, each.text()));
      }
      if (samples->size() == 0) return;
      (split == "train" ? train_samples_ : others_[key]) = std::move(samples);
    } catch (const Error& error) {
      if (ends_the_check(error)) throw;
      const bool placed = std::string_view(error.what()).starts_with(key);
      find(key, error.code(), placed ? error.what() : fmt::format("{}: {}", key, error.what()),
           error.hint());
    }
  }

  SplitSummary* train() {
    const bool is_known = !result_.splits.empty() && result_.splits.front().split == "train";
    return is_known ? &result_.splits.front() : nullptr;
  }

  /// The other splits take their shares of all training samples; the limit holds for what is left.
  void divide_train() {
    if (train_samples_ == nullptr) return;
    try {
      division_ = divide(train_samples_, recipe_.data, progress_);
      train()->samples = within_limit(division_.train->size(), recipe_.data.train);
    } catch (const Error& error) {
      if (ends_the_check(error)) throw;
      const std::string key(recipe::leading_path(error.what()));
      find(key.starts_with("data.") ? key : "data.train", error.code(), error.what(), error.hint());
    }
  }

  static std::int64_t within_limit(std::int64_t samples, const SplitBlock& block) {
    return block.limit ? std::min(samples, *block.limit) : samples;
  }

  /// A share of the training samples.
  void add_part(const std::string& split, const SplitBlock& block) {
    const auto& samples = split == "test" ? division_.test : division_.valid;
    if (samples == nullptr) return;
    SplitSummary part = *train();
    part.split = split;
    part.source = "part of train";
    part.samples = within_limit(samples->size(), block);
    result_.splits.push_back(std::move(part));
  }

  /// Samples of files of their own may be among those that are trained on.
  void check_overlap() {
    if (division_.train == nullptr || others_.empty()) return;
    const std::vector<std::uint64_t> keys = content_keys(*division_.train, progress_);
    const std::unordered_set<std::uint64_t> trained(keys.begin(), keys.end());
    for (const auto& [key, samples] : others_) {
      const std::vector<std::uint64_t> contents = content_keys(*samples, progress_);
      const auto is_trained = [&](std::uint64_t content) { return trained.contains(content); };
      const auto count = std::ranges::count_if(contents, is_trained);
      if (count == 0) continue;
      const auto first = std::ranges::find_if(contents, is_trained) - contents.begin();
      result_.warnings.push_back(
          fmt::format("{} of the {} samples of {} are trained on too, such as {}: no model is "
                      "judged by them",
                      count, samples->size(), key, samples->name(first)));
    }
  }

  /// Unless that was found already.
  void find_no_sample() {
    if (!result_.findings.empty()) return;
    find("data.train", ErrorCode::kInvalidData,
         "data.train is too short for a single sample of the task",
         "take more data, or a shorter context or window");
  }

  /// What the lengths come to in steps is known once the training samples are counted.
  void check_lengths() {
    if (division_.train == nullptr) return;
    const std::int64_t most = recipe_.data.train.limit.value_or(division_.train->size());
    const auto trained = limited(division_.train, most);
    const auto samples = check_of(recipe_.data.train).trained_on(*trained);
    if (!samples) return;
    if (*samples == 0) return find_no_sample();
    try {
      recipe::plan_of(recipe_, *samples);
    } catch (const Error& error) {
      const std::string message = error.what();
      const std::string key(recipe::leading_path(message));
      const bool is_key = key.find('.') != key.npos;
      find(is_key ? key : "data.loader.global_batch", error.code(), message, error.hint());
    }
  }

  /// Returns the broken samples.
  std::vector<BrokenSample> check_samples(const std::string& key, const std::string& split,
                                          const SplitBlock& block,
                                          const std::shared_ptr<const Dataset>& samples) {
    SplitCheck& check = check_of(block);
    SplitSummary summary{
        .split = split, .source = block.layout.name, .classes = samples->classes()};
    std::vector<BrokenSample> broken = check.read(*samples, summary, progress_);
    summary.samples = samples->size() - std::ssize(broken);
    if (split != "train") summary.samples = within_limit(summary.samples, block);
    judge_broken(key, broken, *samples);
    if (opening_.wants_classes) check_classes(key, summary, *samples);
    for (Finding& each : check.findings(key, *samples)) {
      result_.findings.push_back(std::move(each));
    }
    result_.splits.push_back(std::move(summary));
    return broken;
  }

  /// Warns of those that a training skips; more are found fault with.
  void judge_broken(const std::string& key, const std::vector<BrokenSample>& broken,
                    const Dataset& among) {
    if (broken.empty()) return;
    const Allowance allowance{.what = key, .most = recipe_.data.skip_bad, .found = broken_};
    broken_ += std::ssize(broken);
    try {
      require_allowed(broken, among, allowance);
      result_.warnings.push_back(skipped_text(broken, among, allowance));
    } catch (const Error& error) {
      find(key, error.code(), error.what(), error.hint());
    }
  }

  void check_classes(const std::string& key, const SplitSummary& summary, const Dataset& samples) {
    if (summary.split == "train") {
      if (summary.classes.size() >= 2) return;
      return find(key, ErrorCode::kInvalidRecipe,
                  fmt::format("a classifier needs at least 2 classes, {} has {}", key,
                              summary.classes.size()),
                  kind_called(kind_of(recipe_.data.train)).hint_without_classes);
    }
    if (train() == nullptr || samples.classes().empty()) return;
    try {
      matched_classes(samples, train()->classes, key, "data.train");
    } catch (const Error& error) {
      find(key, error.code(), error.what(), error.hint());
    }
  }

  /// Of what a layout gives, the task takes one kind.
  const std::string& kind_of(const SplitBlock& block) const {
    return recipe::kind_of(catalog().at(Registry::kLayout, block.layout.name),
                           catalog().find(Registry::kTask, recipe_.task.name));
  }

  SplitCheck& check_of(const SplitBlock& block) {
    const std::string& kind = kind_of(block);
    auto& check = checks_[kind];
    if (check == nullptr) check = kind_called(kind).make_check(recipe_);
    return *check;
  }

  const Recipe& recipe_;
  Opening opening_ = opening_of(recipe_);
  Progress& progress_;
  DataCheck result_;
  std::int64_t broken_ = 0;                                       ///< samples of all splits
  std::shared_ptr<const Dataset> train_samples_;                  ///< of all training files
  std::map<std::string, std::shared_ptr<const Dataset>> others_;  ///< key -> files of its own
  Division division_;
  std::map<std::string, std::unique_ptr<SplitCheck>> checks_;  ///< by the kind of data
};

}  // namespace

DataCheck check_data(const Recipe& recipe, Progress& progress) {
  return DataChecker(recipe, progress).check();
}

}  // namespace maas::data
