#include "feed/sample_feed.h"

namespace maas::feed {

void SampleFeed::start(std::int64_t step) {
  options_.first_batch = step;
  loader_.emplace(source_, options_);
}

}  // namespace maas::feed
