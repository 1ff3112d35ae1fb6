#pragma once

#include <memory>
#include <string>

#include "data/jsonl/card.h"
#include "data/layout.h"

namespace maas::data {

/// Texts in files of JSON lines, also packed by gzip: an object a line. Records are parsed when
/// they are read.
std::unique_ptr<Layout> make_jsonl(const std::string& split, const JsonlOptions& options);

}  // namespace maas::data
