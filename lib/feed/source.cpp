#include "feed/source.h"

namespace maas::feed {

std::int64_t Source::sample_bytes() const {
  std::int64_t bytes = 0;
  for (const auto& part : parts_) bytes += part->sample_bytes();
  return bytes;
}

tensor::Batch Source::blank(Indices samples) const {
  tensor::Batch batch{.samples = std::ssize(samples),
                      .weight = static_cast<double>(samples.size())};
  for (const auto& part : parts_) batch.parts.emplace_back(part->name(), part->blank(samples));
  return batch;
}

void Source::read(Indices samples, std::int64_t row, base::Random& random,
                  const tensor::Batch& batch) const {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    parts_[i]->read(samples, row, random, batch.parts[i].second);
  }
}

}  // namespace maas::feed
