#include "base/descriptors.h"

#include <sys/resource.h>

#include <algorithm>

namespace maas::base {

std::size_t raise_descriptor_limit(std::size_t count) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  const rlim_t before = limit.rlim_cur;
  if (before >= count) return before;
  limit.rlim_cur = std::min<rlim_t>(count, limit.rlim_max);
  return setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : before;
}

}  // namespace maas::base
