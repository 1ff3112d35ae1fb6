#pragma once

#include <string_view>

#include "maas/error.h"

namespace maas::base {

/// Returns the exception that is being handled as one of ours, to be called in a `catch`: an Error
/// as it is, memory or threads that ran out as kOutOfMemory, what the file system refuses as
/// kNotFound or kIo, anything else as kInternal.
Error current_error();

/// Returns how documents name a code: `invalid_data`.
std::string_view name_of(ErrorCode code);

}  // namespace maas::base
