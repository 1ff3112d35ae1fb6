#include "decoding/memory.h"

#include <sys/mman.h>

namespace maas::decoding {

Memory Memory::of_large_pages(std::size_t bytes) {
  constexpr std::size_t kLargePage = std::size_t{2} << 20U;
  Memory memory(bytes, std::align_val_t{kLargePage});
  madvise(memory.data(), bytes, MADV_HUGEPAGE);  // where it fails, pages are small
  return memory;
}

}  // namespace maas::decoding
