#pragma once

#include <string>
#include <vector>

#include "completion/answer.h"

namespace maas::cli {

/// Completes the path of a model: a model directory, run, or model of a repository is whole, and
/// may go on with `@VERSION`; any other directory goes on with `/`.
std::vector<Candidate> model_paths(const std::string& word);

}  // namespace maas::cli
