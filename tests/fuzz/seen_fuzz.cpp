#include "fuzz/support.h"
#include "store/seen.h"

using namespace maas;

/// An accepted record must be written back as the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::expect_only_bad_data([=] {
    const store::SeenSamples seen = store::parse_seen_samples(fuzz::bytes_of(data, size), "fuzz");
    fuzz::require(seen.serialized() == fuzz::text_of(data, size));
  });
}
