#include "data/jsonl/records.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <utility>

#include "base/parallel.h"
#include "base/strings.h"
#include "data/rows.h"
#include "maas/error.h"

namespace maas::data {
namespace {

/// Goes through the lines that are not empty.
class LineWalk {
 public:
  explicit LineWalk(std::string_view text) : text_(text) {}

  bool next() {
    while (next_ < text_.size()) {
      offset_ = next_;
      const std::size_t end = std::min(text_.find('\n', offset_), text_.size());
      line_ = text_.substr(offset_, end - offset_);
      if (line_.ends_with('\r')) line_.remove_suffix(1);
      next_ = end + 1;
      ++number_;
      if (!base::trim(line_).empty()) return true;
    }
    return false;
  }

  std::string_view line() const { return line_; }
  std::size_t offset() const { return offset_; }
  std::uint32_t number() const { return number_; }

 private:
  std::string_view text_;
  std::string_view line_;
  std::size_t offset_ = 0;
  std::size_t next_ = 0;
  std::uint32_t number_ = 0;
};

/// Numbers different labels in the order in which they come. Thread-safe.
class LabelNumbers {
 public:
  explicit LabelNumbers(const JsonRecords& records) : records_(records) {}

  /// @throws Error kInvalidData if there are too many
  std::int32_t number(const std::string& label) {
    const std::lock_guard lock(mutex_);
    const auto [found, is_new] =
        numbers_.emplace(label, static_cast<std::int32_t>(numbers_.size()));
    if (is_new && numbers_.size() > JsonRecords::kMostClasses) refuse();
    return found->second;
  }

  /// Returns the labels in the order of classes.
  std::vector<std::string> sorted() const {
    std::vector<std::string> labels;
    for (const auto& [label, number] : numbers_) labels.push_back(label);
    const auto is_number = [](const auto& label) { return number_of(label).has_value(); };
    if (std::ranges::all_of(labels, is_number)) {
      std::ranges::stable_sort(labels, {}, [](const auto& label) { return *number_of(label); });
    }
    return labels;
  }

  /// Returns for each number the index of its label among the classes.
  std::vector<std::int32_t> ranks(const std::vector<std::string>& classes) const {
    std::vector<std::int32_t> ranks(classes.size());
    for (std::size_t i = 0; i < classes.size(); ++i) {
      ranks[static_cast<std::size_t>(numbers_.at(classes[i]))] = static_cast<std::int32_t>(i);
    }
    return ranks;
  }

 private:
  [[noreturn]] void refuse() const {
    throw failure_with_hint(ErrorCode::kInvalidData, "name the key of the class: `label: KEY`",
                            "'{}': '{}' has more than {} different values: too many for classes",
                            records_.origin(), records_.keys().label, JsonRecords::kMostClasses);
  }

  const JsonRecords& records_;
  std::mutex mutex_;
  std::map<std::string, std::int32_t> numbers_;
};

}  // namespace

JsonRecords::JsonRecords(std::string_view text, std::string origin, RecordKeys keys)
    : text_(text), origin_(std::move(origin)), keys_(std::move(keys)) {
  find_lines();
  read_labels();
}

std::string_view JsonRecords::bytes(std::int64_t index) const {
  return text_.substr(at(index).offset, at(index).length);
}

Record JsonRecords::read(std::int64_t index) const {
  Record record = read_record(bytes(index), keys_);
  if (record.problem.empty() && is_labelled_ && !record.label) {
    record.problem = "there is no key '" + keys_.label + "'";
  }
  return record;
}

Record JsonRecords::require(std::int64_t index) const {
  Record record = read(index);
  if (record.problem.empty()) return record;
  fail(ErrorCode::kInvalidData, "{}:{}: {}", origin_, line(index), record.problem);
}

void JsonRecords::find_lines() {
  LineWalk walk(text_);
  while (walk.next()) {
    places_.push_back(
        {.offset = walk.offset(), .length = walk.line().size(), .line = walk.number()});
  }
  if (places_.empty()) fail(ErrorCode::kInvalidData, "'{}' has no record", origin_);
}

void JsonRecords::read_labels() {
  LabelNumbers numbers(*this);
  std::atomic<bool> is_labelled = false;
  base::for_each_index(size(), [&](std::int64_t index) {
    const Record record = read_record(bytes(index), keys_);
    if (!record.label) return;
    is_labelled = true;
    if (!record.problem.empty()) return;
    places_[static_cast<std::size_t>(index)].label = numbers.number(*record.label);
  });
  is_labelled_ = is_labelled;
  classes_ = numbers.sorted();
  const std::vector<std::int32_t> ranks = numbers.ranks(classes_);
  for (Place& place : places_) {
    if (place.label >= 0) place.label = ranks[static_cast<std::size_t>(place.label)];
  }
}

std::string_view first_record(std::string_view text) {
  LineWalk walk(text);
  return walk.next() ? walk.line() : std::string_view();
}

}  // namespace maas::data
