#pragma once

#include <memory>
#include <string>
#include <vector>

#include "encoders/encoder.h"
#include "encoders/row/columns.h"

namespace maas::encoders {

/// The rows of the tables that a command line names: CSV or TSV with a header line, or JSON lines
/// with an object a row; `-` is standard input. Columns that were not trained on are passed over.
/// @param form  must outlive the records
/// @throws Error kNotFound, kIo; kInvalidData if a header is broken or lacks a column
std::unique_ptr<Records> row_records(const std::vector<std::string>& arguments,
                                     const RowForm& form);

}  // namespace maas::encoders
