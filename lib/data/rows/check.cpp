#include "data/rows/check.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/strings.h"
#include "data/layout.h"
#include "data/number_columns.h"
#include "data/rows.h"
#include "data/task_option.h"
#include "recipe/write.h"

namespace maas::data {
namespace {

class RowCheck final : public SplitCheck {
 public:
  explicit RowCheck(const Recipe& recipe)
      : ignored_(opening_of(recipe).ignored),
        categories_(names_in_task(recipe, "categories")),
        learns_numbers_(!opening_of(recipe).wants_classes) {}

  std::vector<BrokenSample> read(const Dataset& samples, SplitSummary& summary,
                                 Progress& progress) override {
    summary.columns = as<Rows>(samples).columns();
    Counter counter("rows", samples.size(), progress, Counter::kQuiet);
    broken_ = verify_all(samples, samples.size(), counter);
    return broken_;
  }

  std::vector<Finding> findings(const std::string& key, const Dataset& samples) override {
    std::vector<Finding> found;
    const auto& rows = as<Rows>(samples);
    if (columns_.empty()) {
      columns_ = rows.columns();
      first_ = key;
      check_odd_texts(key, rows, found);
    }
    check_columns(key, rows, found);
    if (learns_numbers_) check_numbers(key, rows, found);
    return found;
  }

 private:
  /// Finds columns of numbers but for a few values.
  void check_odd_texts(const std::string& key, const Rows& rows,
                       std::vector<Finding>& found) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i == rows.target() || has(ignored_, columns_[i]) || has(categories_, columns_[i]))
        continue;
      try {
        require_no_odd_text(rows, i);
      } catch (const Error& error) {
        found.push_back({key, error.code(), error.what(), error.hint()});
      }
    }
  }

  static bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
  }

  void check_columns(const std::string& key, const Rows& rows, std::vector<Finding>& found) const {
    std::vector<std::string> missing;
    for (const std::string& name : columns_) {
      if (!has(ignored_, name) && !find_column(rows, name))
        missing.push_back(fmt::format("'{}'", name));
    }
    if (missing.empty()) return;
    found.push_back(
        {key, ErrorCode::kInvalidData,
         fmt::format("{} lacks {} of {}: {}", key, missing.size() == 1 ? "a column" : "columns",
                     first_, base::join(missing)),
         "what the task does not need may go into its `ignore`"});
  }

  void check_numbers(const std::string& key, const Rows& rows, std::vector<Finding>& found) const {
    if (!rows.target()) return;
    auto broken = broken_.begin();
    std::int64_t count = 0;
    std::int64_t first = 0;
    for (std::int64_t row = 0; row < rows.size(); ++row) {
      const bool is_broken = broken != broken_.end() && broken->index == row;
      if (is_broken) ++broken;
      if (is_broken || number_of(rows.cell(row, *rows.target()))) continue;
      if (count++ == 0) first = row;
    }
    if (count == 0) return;
    found.push_back(
        {key, ErrorCode::kInvalidData,
         fmt::format("the target '{}' of {} is no number in {} of {} rows, first {}: '{}'",
                     rows.columns()[*rows.target()], key, count, rows.size(), rows.name(first),
                     base::abridged(rows.cell(first, *rows.target()))),
         "classes are learnt by a classification"});
  }

  std::vector<std::string> ignored_;
  std::vector<std::string> categories_;
  bool learns_numbers_;
  std::vector<BrokenSample> broken_;  ///< of the split that was read last
  std::vector<std::string> columns_;  ///< of the first split
  std::string first_;                 ///< its key
};

}  // namespace

std::unique_ptr<SplitCheck> make_row_check(const Recipe& recipe) {
  return std::make_unique<RowCheck>(recipe);
}

}  // namespace maas::data
