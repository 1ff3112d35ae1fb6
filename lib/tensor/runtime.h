#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <ATen/core/Tensor.h>

namespace maas::tensor {

/// Returns the device that a name means: `cpu`, `cuda` or `cuda:N`.
/// @throws Error kUsage if the name is none of these; kDevice if the device is not available here
at::Device device_of(const std::string& name);

/// Returns the cores that this process may use: affinity and control-group quota, at least 1.
std::int64_t usable_cores();

/// Sets the compute threads, `usable_cores()` without a value, and returns their number.
std::int64_t set_compute_threads(std::optional<std::int64_t> threads);

/// Returns the number of compute threads.
std::int64_t compute_threads();

/// Lets this process keep the memory that it frees, for the rest of its life. A training takes the
/// same large tensors anew in each step; given back to the system between, every page would be
/// cleared again.
void keep_freed_memory();

/// Seeds LibTorch's generators.
void seed_everything(std::uint64_t seed);

}  // namespace maas::tensor
