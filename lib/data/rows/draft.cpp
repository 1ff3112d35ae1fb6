#include "data/rows/draft.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "data/draft_text.h"
#include "data/rows/look.h"
#include "recipe/compose.h"
#include "recipe/write.h"

namespace maas::data {
namespace {

/// Rows that a training looks at in all, before the bounds on its epochs.
constexpr std::int64_t kRowsSeen = 1'000'000;
constexpr std::int64_t kFewestEpochs = 5;
constexpr std::int64_t kMostEpochs = 100;
/// Fewer rows are learnt by heart unless the weights are held down.
constexpr std::int64_t kFewRows = 5000;

/// The task's options that a draft sets.
struct DraftedTask {
  std::string name;
  std::string target;
  std::vector<std::string> ignore;
};

void describe(Fields& fields, DraftedTask& task) {
  fields("name", task.name, "");
  fields("target", task.target, "");
  fields("ignore", task.ignore, "");
}

/// Writes the blocks of the recipe one by one.
class RowDraft {
 public:
  RowDraft(const RowLook& look, const std::vector<SplitFiles>& splits, std::string task)
      : look_(look), splits_(splits), task_(std::move(task)) {}

  std::string text() const {
    return head() + "\ndata:\n" + splits_text(splits_, rows()) +
           fmt::format("  loader: {{global_batch: {}, workers: 2}}\n\n", batch()) + network();
  }

 private:
  std::string head() const {
    return fmt::format(
        "# {} rows of {} columns: {}.\n"
        "# The target is '{}', {}: {}.\n"
        "# Written by `maas recipe init`. What is left out has its default: `maas recipe show` "
        "tells.\n"
        "schema: {}\n{}",
        grouped(rows()), look_.columns.size(), columns_text(), base::abridged(target().name),
        choice_text(), target_text(), recipe::kSchema, task());
  }

  /// "6 of numbers, 9 of categories; 4,262 values are missing"
  std::string columns_text() const {
    const auto numbers = std::ranges::count(look_.columns, "number", &ColumnValues::type);
    std::int64_t missing = 0;
    for (const ColumnValues& column : look_.columns) missing += column.missing;
    return fmt::format(
        "{} of numbers, {} of categories; {}", numbers, std::ssize(look_.columns) - numbers,
        missing == 0 ? "no value is missing" : grouped(missing) + " values are missing");
  }

  std::string choice_text() const {
    if (look_.is_named) return "as asked for";
    const bool is_last = look_.target + 1 == look_.columns.size();
    return fmt::format("{}; `maas recipe init --target COLUMN` takes another",
                       is_last ? "the last column" : "by its name");
  }

  std::string target_text() const {
    if (look_.is_classified) return classes_text(*look_.samples);
    return fmt::format("{:.6g} to {:.6g}, mean {:.6g}", *target().smallest, *target().largest,
                       *target().mean);
  }

  std::string task() const {
    DraftedTask task{.name = task_, .target = target().name, .ignore = look_.identifiers};
    const recipe::Node map = recipe::to_node(fields_of(task), recipe::Purpose::kRecipe);
    std::string text;
    for (const recipe::Entry& entry : map.entries) {
      if (entry.key == "ignore" && look_.identifiers.empty()) continue;
      text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", entry.key,
                          base::trim(recipe::to_yaml(entry.value)));
    }
    return fmt::format("task: {{{}}}{}\n", text,
                       look_.identifiers.empty() ? "" : "  # ignored: every row has another value");
  }

  std::int64_t batch() const {
    if (rows() < 300) return 8;
    return rows() < 1000 ? 16 : rows() < 10'000 ? 64 : rows() < 100'000 ? 128 : 512;
  }

  std::int64_t epochs() const { return std::clamp(kRowsSeen / rows(), kFewestEpochs, kMostEpochs); }

  std::string network() const {
    return fmt::format(
        "model: {{arch: mlp, hidden: [64, 64], dropout: 0.1}}\n"
        "optim: {{name: adamw, lr: 0.002, weight_decay: {}}}\n"
        "schedule: {{name: one-cycle}}\n"
        "train: {{until: {}epoch}}\n"
        "checkpoint: {{best: {}}}\n",
        rows() < kFewRows ? 0.05 : 0.01, epochs(),
        look_.is_classified ? "valid.acc" : "valid.loss");
  }

  std::int64_t rows() const { return look_.samples->size(); }
  const ColumnValues& target() const { return look_.columns[look_.target]; }

  const RowLook& look_;
  const std::vector<SplitFiles>& splits_;
  std::string task_;
};

}  // namespace

Draft draft_for_rows(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                     Progress& progress) {
  const RowLook look = look_at_rows(splits, request, progress);
  const std::vector<std::int64_t> counts =
      look.is_classified ? class_counts(*look.samples) : std::vector{look.samples->size()};
  require_enough(splits, counts, "rows");
  const std::string suiting = look.is_classified ? "tabular-classification" : "tabular-regression";
  const std::string task = request.task.empty() ? suiting : request.task;
  return {RowDraft(look, splits, task).text(), look.samples->left_out()};
}

}  // namespace maas::data
