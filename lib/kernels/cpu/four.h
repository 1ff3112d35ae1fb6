#pragma once

namespace maas::kernels {

/// Outputs of a group of rows.
using Four = float __attribute__((vector_size(16)));

}  // namespace maas::kernels
