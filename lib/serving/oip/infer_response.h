#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inference/engine.h"

namespace maas::serving::oip {

/// Whose answer it is.
struct AnswerHead {
  std::string model;
  std::string version;
  std::optional<std::string> id;
};

/// Appends the answer to `body`: the outputs asked for in `wanted`, in that order, or all of them;
/// data is flat.
///
/// @throws Error kInternal if an output is missing, or holds NaN or infinity, which JSON cannot
void write_answer(const AnswerHead& head, const inference::HostTensors& outputs,
                  const std::vector<std::string>& wanted, std::string& body);

}  // namespace maas::serving::oip
