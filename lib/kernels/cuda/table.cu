#include "kernels/cuda/table.h"

#include "kernels/cuda/quantize_rows.h"

extern "C" __attribute__((visibility("default"))) const maas::kernels::cuda::Table*
maas_cuda_table() {
  static constexpr maas::kernels::cuda::Table kTable = {maas::kernels::cuda::kTableVersion,
                                                        maas::kernels::cuda::quantize_rows};
  return &kTable;
}
