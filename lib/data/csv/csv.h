#pragma once

#include <memory>
#include <string>

#include "data/csv/card.h"
#include "data/layout.h"

namespace maas::data {

/// Records of a file of comma-separated values (RFC 4180) or tab-separated ones, also packed by
/// gzip; the first one names the columns.
std::unique_ptr<Layout> make_csv(const std::string& split, const CsvOptions& options);

}  // namespace maas::data
