#include <algorithm>

#include "formats/gzip/gzip.h"
#include "fuzz/support.h"

using namespace maas;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kLimit = 1 << 20;
  constexpr std::size_t kStart = 100;
  return fuzz::expect_only_bad_data([=] {
    const auto file = fuzz::bytes_of(data, size);
    const auto start = formats::gunzip_start(file, kStart, "fuzz");
    const auto whole = formats::gunzip(file, kLimit, "fuzz");
    fuzz::require(whole.size() <= kLimit);
    fuzz::require(start.size() == std::min(kStart, whole.size()));
    fuzz::require(std::equal(start.begin(), start.end(), whole.begin()));
  });
}
