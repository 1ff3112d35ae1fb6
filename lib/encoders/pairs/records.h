#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "data/pairs.h"
#include "encoders/encoder.h"

namespace maas::encoders {

/// The users, with items if they are asked about, of the files that a command line names: files
/// such as that of the training ratings, whose columns may also be called `user` and `item`, or
/// JSON lines with an object a record; `-` is standard input. Other columns are passed over.
/// @param form  how the training ratings were read; must outlive the records
/// @param encode  makes the inputs of a record
/// @throws Error kNotFound, kIo; kInvalidData if a file has no such columns
std::unique_ptr<Records> pair_records(const std::vector<std::string>& arguments,
                                      const data::RatingForm& form, bool has_items,
                                      std::function<HostTensors(HostTensors request)> encode);

}  // namespace maas::encoders
