#include "operators/parallel.h"

#include <ATen/Parallel.h>

namespace maas::operators {

void parallel_for(int64_t count, int64_t grain, const std::function<void(int64_t)>& item) {
  at::parallel_for(0, count, grain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) item(i);
  });
}

}  // namespace maas::operators
