#include "encoders/texts_in.h"

#include "base/strings.h"
#include "maas/error.h"

namespace maas::encoders {

std::vector<std::string>& texts_in(HostTensors& inputs, const char* name) {
  if (inputs.size() == 1 && inputs.front().name == name) {
    auto* const texts = std::get_if<std::vector<std::string>>(&inputs.front().data);
    if (texts != nullptr) return *texts;
    fail(ErrorCode::kInvalidData, "input '{}' is not of BYTES", name);
  }
  fail(ErrorCode::kInvalidData, "expected the one input '{}', got {}", name,
       inputs.size() == 1 ? "'" + base::abridged(inputs.front().name) + "'"
                          : fmt::format("{} inputs", inputs.size()));
}

void check_one_each(const HostTensor& input, std::size_t texts) {
  const bool is_list = input.shape.size() == 1 || (input.shape.size() == 2 && input.shape[1] == 1);
  if (is_list && texts > 0 && static_cast<std::int64_t>(texts) == input.rows()) return;
  fail(ErrorCode::kInvalidData, "input '{}' has shape [{}], expected [N] or [N, 1]", input.name,
       fmt::join(input.shape, ", "));
}

}  // namespace maas::encoders
