#include "data/kinds.h"

#include <algorithm>
#include <array>

#include "data/environments/check.h"
#include "data/environments/draft.h"
#include "data/environments/inspect.h"
#include "data/graphs/check.h"
#include "data/graphs/draft.h"
#include "data/graphs/inspect.h"
#include "data/pairs/check.h"
#include "data/pairs/draft.h"
#include "data/pairs/inspect.h"
#include "data/pictures/check.h"
#include "data/pictures/draft.h"
#include "data/pictures/inspect.h"
#include "data/rows/check.h"
#include "data/rows/draft.h"
#include "data/rows/inspect.h"
#include "data/steps/check.h"
#include "data/steps/draft.h"
#include "data/steps/inspect.h"
#include "data/texts/check.h"
#include "data/texts/draft.h"
#include "data/texts/inspect.h"
#include "data/texts/stream_check.h"
#include "data/texts/stream_draft.h"
#include "maas/catalog.h"

namespace maas::data {

const KindOfData& kind_called(std::string_view name) {
  static const std::array<KindOfData, 8> kinds = {
      {{kind::kImage, "pictures", "make one folder per class", make_picture_check,
        make_picture_inspector, draft_for_pictures},
       {kind::kRow, "rows",
        "a target of texts, or of at most 20 different numbers, tells classes; others are learnt "
        "by "
        "a regression",
        make_row_check, make_row_inspector, draft_for_rows},
       {kind::kText, "texts",
        "make one folder per class, or name the key of the class of JSON lines: `label: KEY`",
        make_text_check, make_text_inspector, draft_for_texts},
       {kind::kTokens, "texts", "texts that are gone on with have no classes", make_token_check,
        make_text_inspector, draft_for_tokens},
       {kind::kSeries, "steps", "the steps of a series have no classes", make_step_check,
        make_step_inspector, draft_for_steps},
       {kind::kPairs, "ratings", "ratings are no classes", make_pair_check, make_pair_inspector,
        draft_for_pairs},
       {kind::kGraph, "samples", "name the column of the class of nodes: `label: COLUMN`",
        make_graph_check, make_graph_inspector, draft_for_graphs},
       {kind::kEnvironment, "episodes", "episodes have no classes", make_environment_check,
        make_environment_inspector, draft_for_environment}}};
  const auto found = std::ranges::find(kinds, name, &KindOfData::name);
  if (found == kinds.end()) fail(ErrorCode::kInternal, "there is no kind of data '{}'", name);
  return *found;
}

}  // namespace maas::data
