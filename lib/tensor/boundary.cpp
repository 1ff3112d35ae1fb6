#include "tensor/boundary.h"

#include <c10/util/Exception.h>

#include "base/exceptions.h"

namespace maas::tensor {
namespace {

constexpr const char* kSmaller = "a smaller batch (data.loader.micro_batch, --batch) needs less";

/// LibTorch reports a failed host allocation as a plain error of its default allocator.
bool says_out_of_memory(const std::string& what) {
  return what.find("DefaultCPUAllocator: can't allocate") != std::string::npos ||
         what.find("not enough memory") != std::string::npos;
}

}  // namespace

void rethrow_as_error() {
  try {
    throw;
  } catch (const c10::OutOfMemoryError& error) {
    throw Error(ErrorCode::kOutOfMemory, error.what_without_backtrace(), kSmaller);
  } catch (const c10::Error& error) {
    const std::string what = error.what_without_backtrace();
    if (says_out_of_memory(what)) throw Error(ErrorCode::kOutOfMemory, what, kSmaller);
    throw Error(ErrorCode::kInternal, what);
  } catch (const std::bad_alloc&) {
    throw Error(ErrorCode::kOutOfMemory, "out of memory", kSmaller);
  } catch (...) {
    throw base::current_error();
  }
}

}  // namespace maas::tensor
