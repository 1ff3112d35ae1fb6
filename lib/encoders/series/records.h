#pragma once

#include <memory>
#include <string>
#include <vector>

#include "encoders/encoder.h"
#include "encoders/series/form.h"

namespace maas::encoders {

/// The last steps of each table that a command line names, one record a file; `-` is standard
/// input. Columns that were not trained on are passed over.
/// @param form  must outlive the records
/// @throws Error kNotFound, kIo; kInvalidData if a table is broken, lacks a column, or has fewer
///   steps than are looked back on
std::unique_ptr<Records> series_records(const std::vector<std::string>& arguments,
                                        const SeriesForm& form);

}  // namespace maas::encoders
