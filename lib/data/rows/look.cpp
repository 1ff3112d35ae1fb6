#include "data/rows/look.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/strings.h"
#include "data/broken.h"
#include "data/class_names.h"
#include "data/number_columns.h"
#include "data/rows/columns.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "recipe/kinds.h"

namespace maas::data {
namespace {

std::size_t chosen_target(const std::vector<std::string>& columns, const DraftRequest& request) {
  if (!request.target.empty()) {
    return require_column(columns, request.target, ErrorCode::kUsage,
                          fmt::format("--target: '{}'", request.source.string()));
  }
  constexpr std::array<std::string_view, 4> kUsual = {"target", "class", "label", "y"};
  const auto found = std::ranges::find_if(columns, [&](const std::string& name) {
    return std::ranges::find(kUsual, base::lowered(name)) != kUsual.end();
  });
  return found == columns.end() ? columns.size() - 1
                                : static_cast<std::size_t>(found - columns.begin());
}

std::shared_ptr<const Dataset> opened(const SplitFiles& files, const std::string& target) {
  return open(files, {.target = target});
}

/// @throws Error kInvalidData if a row is broken
void require_whole(const Dataset& samples, Progress& progress) {
  Counter counter("look", samples.size(), progress);
  const auto broken = verify_all(samples, samples.size(), counter);
  if (broken.empty()) return;
  throw failure_with_hint(ErrorCode::kInvalidData, "`maas data inspect` lists them", "{}",
                          broken_text(broken, samples));
}

/// Whether the task that is wanted learns classes; without one, whether there are any.
bool learns_classes(const std::string& task, const Dataset& samples) {
  if (task.empty()) return !samples.classes().empty();
  return recipe::learns_classes(catalog().at(Registry::kTask, task));
}

/// @throws Error kInvalidData if the values of the target are not what the task learns
void require_learnable(const RowLook& look) {
  const Dataset& samples = *look.samples;
  const ColumnValues& target = look.columns[look.target];
  if (target.distinct < 2) {
    throw failure_with_hint(ErrorCode::kInvalidData, "`--target COLUMN` takes another column",
                            "the target '{}' has one value, '{}': there is nothing to learn",
                            target.name, base::abridged(target.most_frequent));
  }
  if (look.is_classified && samples.classes().empty()) {
    throw failure_with_hint(ErrorCode::kInvalidData, "a number is learnt by a regression",
                            "the target '{}' has {} different values: too many for classes",
                            target.name, target.distinct);
  }
  if (look.is_classified || target.type == "number") return;
  throw failure_with_hint(ErrorCode::kInvalidData, "`--target COLUMN` takes another column",
                          "the target '{}' is a text, such as '{}', in one of {} values: too many "
                          "for classes, and no number",
                          target.name, base::abridged(target.most_frequent), target.distinct);
}

/// @throws Error kInvalidData if one of the columns is of numbers but for a few values, as a target
///   that would be told as a number may not be either
void require_no_odd_texts(const RowLook& look) {
  constexpr std::int64_t kMostClassesOfNumbers = 20;
  const auto& rows = as<Rows>(*look.samples);
  for (std::size_t i = 0; i < look.columns.size(); ++i) {
    const ColumnValues& column = look.columns[i];
    const bool may_be_classes = i == look.target && column.distinct <= kMostClassesOfNumbers;
    if (column.type != "number" && !may_be_classes) require_no_odd_text(rows, i);
  }
}

void check_other_split(const RowLook& look, const SplitFiles& files, Progress& progress) {
  const std::vector<std::string>& columns = as<Rows>(*look.samples).columns();
  const auto samples = opened(files, columns[look.target]);
  require_whole(*samples, progress);
  const std::string what = fmt::format("the {} split", files.split);
  for (const std::string& name : columns) {
    const bool is_needed = std::ranges::find(look.identifiers, name) == look.identifiers.end();
    if (!is_needed) continue;
    require_column(as<Rows>(*samples).columns(), name, ErrorCode::kInvalidData, what);
  }
  if (look.is_classified) {
    matched_classes(*samples, look.samples->classes(), what, "the train split");
  }
}

}  // namespace

RowLook look_at_rows(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                     Progress& progress) {
  RowLook look{.samples = opened(splits.front(), "")};
  look.is_named = !request.target.empty();
  const std::vector<std::string> columns = as<Rows>(*look.samples).columns();
  look.target = chosen_target(columns, request);
  if (look.target != as<Rows>(*look.samples).target()) {
    look.samples = opened(splits.front(), columns[look.target]);
  }
  require_whole(*look.samples, progress);
  const auto& rows = as<Rows>(*look.samples);
  look.columns = measure_columns(rows);
  require_no_odd_texts(look);
  look.is_classified = learns_classes(request.task, rows);
  require_learnable(look);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i == look.target || !is_identifier(rows, i, look.columns[i])) continue;
    look.identifiers.push_back(columns[i]);
  }
  for (const SplitFiles& files : splits) {
    if (files.split != "train") check_other_split(look, files, progress);
  }
  return look;
}

}  // namespace maas::data
