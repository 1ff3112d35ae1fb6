#include "formats/gzip/gzip.h"
#include "fuzz/support.h"

using namespace maas;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kLimit = 1 << 20;
  return fuzz::expect_only_bad_data([=] {
    fuzz::require(formats::gunzip(fuzz::bytes_of(data, size), kLimit, "fuzz").size() <= kLimit);
  });
}
