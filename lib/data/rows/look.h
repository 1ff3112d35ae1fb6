#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "data/draft.h"
#include "data/rows.h"
#include "data/split_inspector.h"

namespace maas::data {

/// What a recipe for a table is made from.
struct RowLook {
  std::shared_ptr<const Dataset> samples;  ///< of train
  std::size_t target = 0;                  ///< column
  bool is_named = false;                   ///< whether the request named the target
  bool is_classified = false;              ///< whether the target's classes are learnt
  std::vector<ColumnValues> columns;
  std::vector<std::string> identifiers;  ///< columns that tell rows apart and nothing else
};

/// Looks at tables: reads every row and measures the columns of train. Without a named target it is
/// the column called target, class, label or y, else the last one.
/// @param splits  train first
/// @throws Error kUsage if there is no such target; kInvalidData if rows are broken, if the target
///   has one value, or none that the task learns, or if other splits lack columns or have other
///   classes; kInterrupted or kTerminated if a stop is asked for
RowLook look_at_rows(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                     Progress& progress);

}  // namespace maas::data
