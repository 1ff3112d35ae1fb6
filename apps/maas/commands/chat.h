#pragma once

#include "maas/generate.h"
#include "session.h"

namespace maas::cli {

/// Talks with a language model until the user ends it: the terminal's lines, or standard input's.
///
/// @throws Error as open_chat; kTerminated
void talk(Session& session, const GenerateOptions& options);

}  // namespace maas::cli
