#include "data/kinds.h"

#include <algorithm>
#include <array>

#include "data/graphs/check.h"
#include "data/graphs/draft.h"
#include "data/graphs/inspect.h"
#include "data/pictures/check.h"
#include "data/pictures/draft.h"
#include "data/pictures/inspect.h"
#include "data/rows/check.h"
#include "data/rows/draft.h"
#include "data/rows/inspect.h"
#include "data/texts/check.h"
#include "data/texts/draft.h"
#include "data/texts/inspect.h"
#include "maas/catalog.h"

namespace maas::data {

const KindOfData& kind_called(std::string_view name) {
  static const std::array<KindOfData, 4> kinds = {
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
       {kind::kGraph, "samples", "name the column of the class of nodes: `label: COLUMN`",
        make_graph_check, make_graph_inspector, draft_for_graphs}}};
  const auto found = std::ranges::find(kinds, name, &KindOfData::name);
  if (found == kinds.end()) fail(ErrorCode::kInternal, "there is no kind of data '{}'", name);
  return *found;
}

}  // namespace maas::data
