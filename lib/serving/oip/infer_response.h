#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "inference/engine.h"
#include "serving/oip/infer_request.h"

namespace maas::serving::oip {

/// Whose answer it is.
struct AnswerHead {
  std::string model;
  std::string version;
  std::optional<std::string> id;
};

/// Appends the answer to `body`, which is empty: the outputs asked for in `wanted`, in that order,
/// or all of them, binary ones behind the JSON; data is flat.
///
/// @param all_binary  how outputs travel if `wanted` is empty
/// @return the size of the JSON
/// @throws Error kInternal if an output is missing, or holds NaN or infinity, which JSON cannot
std::size_t write_answer(const AnswerHead& head, const inference::HostTensors& outputs,
                         const std::vector<WantedOutput>& wanted, bool all_binary,
                         std::string& body);

}  // namespace maas::serving::oip
