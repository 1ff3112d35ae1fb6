#pragma once

#include <exception>
#include <new>
#include <string>
#include <utility>

#include "maas/error.h"

namespace maas::tensor {

/// Rethrows the exception in flight as a maas::Error; a maas::Error passes unchanged.
[[noreturn]] void rethrow_as_error();

/// Runs `work` and turns what LibTorch throws into our errors: memory that ran out becomes
/// kOutOfMemory with a smaller batch as the hint, an error of LibTorch kInternal, anything else
/// what base::current_error says.
template <class Work>
decltype(auto) at_boundary(Work&& work) {
  try {
    return std::forward<Work>(work)();
  } catch (...) {
    rethrow_as_error();
  }
}

}  // namespace maas::tensor
