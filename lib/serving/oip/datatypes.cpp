#include "serving/oip/datatypes.h"

#include <array>

#include <fmt/ranges.h>

#include "maas/error.h"
#include "serving/oip/tensor_data.h"

namespace maas::serving::oip {

void fail_datatype(std::string_view datatype, const inference::HostTensor& tensor) {
  const auto names =
      std::apply([](const auto&... types) { return std::array{types.name...}; }, kDatatypes);
  fail(ErrorCode::kInvalidData, "datatype {} of input '{}' is none of {}", shown(datatype),
       tensor.name, fmt::join(names, ", "));
}

}  // namespace maas::serving::oip
