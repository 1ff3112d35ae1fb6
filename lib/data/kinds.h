#pragma once

#include <memory>
#include <string_view>

#include "data/dataset.h"
#include "data/draft.h"
#include "data/split_check.h"
#include "data/split_inspector.h"
#include "maas/recipe.h"

namespace maas::data {

/// What a kind of data adds to the commands that treat all kinds alike.
struct KindOfData {
  std::string_view name;             ///< as cards have it
  std::string_view noun;             ///< what its samples are called: "pictures"
  const char* hint_without_classes;  ///< to who wants a classifier of samples of fewer than two
  std::unique_ptr<SplitCheck> (*make_check)(const Recipe& recipe);
  std::unique_ptr<SplitInspector> (*make_inspector)(std::shared_ptr<const Dataset> samples);
  Draft (*draft)(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                 Progress& progress);
};

/// Returns the kind of that name.
/// @throws Error kInternal if there is none
const KindOfData& kind_called(std::string_view name);

}  // namespace maas::data
