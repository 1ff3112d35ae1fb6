#include "data/pictures/headers.h"

#include "data/counter.h"

namespace maas::data {

Headers read_headers(const Pictures& pictures, Progress& progress) {
  std::vector<ImageShape> shapes(static_cast<std::size_t>(pictures.size()));
  Counter counter("headers", pictures.size(), progress, Counter::kQuiet);
  Headers headers;
  headers.broken = read_all(pictures, pictures.size(), counter, [&](std::int64_t index) {
    shapes[static_cast<std::size_t>(index)] = pictures.shape(index);
  });
  auto next = headers.broken.begin();
  for (std::int64_t i = 0; i < pictures.size(); ++i) {
    if (next != headers.broken.end() && next->index == i)
      ++next;
    else
      ++headers.shapes[shapes[static_cast<std::size_t>(i)]];
  }
  return headers;
}

}  // namespace maas::data
