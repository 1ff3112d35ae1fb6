#pragma once

#include "kernels/cuda/table.h"

namespace maas::kernels::cuda {

/// Returns the CUDA kernels' table, opening libmaas_cuda.so at the first call: it lies beside the
/// library this code is in, or in ../lib/maas of the program.
///
/// @throws Error kDevice if it is not there, cannot be opened, or is of another build.
const Table& library();

}  // namespace maas::kernels::cuda
