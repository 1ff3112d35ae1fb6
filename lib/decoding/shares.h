#pragma once

#include <cstdint>

#include "kernels/team.h"

/// What workers of a team share among them and then wait for.
namespace maas::decoding {

/// Calls `work(row)` for this worker's share of rows, then waits for the others.
template <class Work>
void share_rows(kernels::Worker& worker, std::int64_t rows, const Work& work) {
  const auto [begin, end] = worker.share(rows);
  for (std::int64_t row = begin; row < end; ++row) work(row);
  worker.wait();
}

/// Calls `work(begin, count)` for this worker's share of elements, whole cache lines, then waits
/// for the others.
template <class Work>
void share_elements(kernels::Worker& worker, std::int64_t elements, const Work& work) {
  constexpr std::int64_t kGrain = 64;
  const auto [begin, end] = worker.share(elements, kGrain);
  work(begin, end - begin);
  worker.wait();
}

}  // namespace maas::decoding
