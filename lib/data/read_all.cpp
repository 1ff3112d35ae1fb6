#include "data/read_all.h"

#include <string>

#include "base/parallel.h"

namespace maas::data {
namespace {

/// Returns why the sample is broken, or nothing.
std::string read_one(const Dataset& samples, std::int64_t index, const OnPicture& use) {
  thread_local formats::Image picture;
  try {
    samples.read(index, formats::kWhite, picture);
    use(index, picture);
    return "";
  } catch (const Error& error) {
    if (!is_of_the_sample(error)) throw;
    return reason_of(error, samples.name(index));
  }
}

}  // namespace

std::vector<BrokenSample> read_all(const Dataset& samples, std::int64_t count, Counter& counter,
                                   const OnPicture& use) {
  std::vector<std::string> reasons(static_cast<std::size_t>(count));
  base::for_each_index(count, [&](std::int64_t index) {
    reasons[static_cast<std::size_t>(index)] = read_one(samples, index, use);
    counter.count_one();
  });
  std::vector<BrokenSample> broken;
  for (std::int64_t i = 0; i < count; ++i) {
    std::string& reason = reasons[static_cast<std::size_t>(i)];
    if (!reason.empty()) broken.push_back({samples.name(i), std::move(reason), i});
  }
  return broken;
}

}  // namespace maas::data
