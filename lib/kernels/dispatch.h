#pragma once

#include <string_view>
#include <vector>

namespace maas::kernels {

/// An instruction set that kernels are compiled for, the least able first.
enum class Isa {
  kScalar,  ///< any x86-64: the reference the others are tested against
  kAvx2,    ///< AVX2, FMA and F16C
  kAvx512,  ///< AVX-512 F, BW, VL, DQ and VNNI
};

/// Returns the name that `MAAS_ISA` uses: scalar, avx2 or avx512.
std::string_view name_of(Isa isa);

/// Returns the instruction sets this processor has, the least able first.
const std::vector<Isa>& available();

/// Returns the instruction set of this name, or the most able one for an empty name.
///
/// @throws Error kUsage if it is unknown or this processor does not have it.
Isa isa_named(std::string_view name);

/// Returns the instruction set that kernels run with: `isa_named` the environment's `MAAS_ISA`.
Isa active();

/// Makes kernels run with one instruction set for as long as the object lives.
///
/// For tests and benchmarks: it holds for the whole process and takes none of other threads' work
/// into account.
class ScopedIsa {
 public:
  explicit ScopedIsa(Isa isa);
  ScopedIsa(const ScopedIsa&) = delete;
  ScopedIsa& operator=(const ScopedIsa&) = delete;
  ~ScopedIsa();

 private:
  Isa before_;
};

}  // namespace maas::kernels
