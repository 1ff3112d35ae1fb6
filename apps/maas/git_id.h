#pragma once

namespace maas::cli {

/// The commit that the program was built from, `-dirty` behind it if there was more; `unknown`
/// outside of a repository.
extern const char* const kGitId;

}  // namespace maas::cli
