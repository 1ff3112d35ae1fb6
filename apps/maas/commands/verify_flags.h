#pragma once

#include "command.h"
#include "maas/digest_check.h"

namespace maas::cli {

/// The flags of a command that loads a model.
Table verify_table();

/// The one of them that is left where `--verify` is the command's own.
Table no_verify_table();

/// Returns what the flags of either table ask for.
DigestCheck digest_check(const Invocation& invocation);

}  // namespace maas::cli
