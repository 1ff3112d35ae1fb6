#include "fuzz/support.h"

#include "base/budget.h"
#include "serving/http/message.h"
#include "serving/oip/infer_request.h"

using namespace maas;

/// What follows the last brace is binary. An accepted tensor must have as many values as its shape
/// says, and no more than a few times the body may be held.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static serving::oip::InferRequestReader reader;
  return fuzz::expect_only_bad_data([=] {
    std::string body(reinterpret_cast<const char*>(data), size);
    body.reserve(size + serving::http::kBodyPadding);
    const std::size_t json_size = body.rfind('}') + 1;
    base::Budget budget(std::size_t{1} << 40);
    base::Budget::Lease memory(budget);
    const serving::oip::InferRequest request = reader.read(body, json_size, memory);
    fuzz::require(memory.bytes() <= 12 * size);
    for (const inference::HostTensor& tensor : request.inputs) {
      std::size_t count = 1;
      for (const std::int64_t length : tensor.shape) count *= static_cast<std::size_t>(length);
      fuzz::require(std::visit([](const auto& values) { return values.size(); }, tensor.data) ==
                    count);
    }
  });
}
