#include "formats/idx/idx.h"
#include "fuzz/support.h"

using namespace maas;

/// An accepted array must be written back as the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::expect_only_bad_data([=] {
    const auto file = fuzz::bytes_of(data, size);
    const formats::IdxArray array = formats::parse_idx(file, "fuzz");
    fuzz::require(std::ranges::equal(formats::serialize_idx(array.shape, array.values), file));
  });
}
