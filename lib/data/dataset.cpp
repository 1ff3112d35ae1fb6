#include "data/dataset.h"

#include "base/hashing.h"

namespace maas::data {

std::string Subset::fingerprint() const {
  std::string content = whole_->fingerprint();
  content.append(reinterpret_cast<const char*>(indices_.data()),
                 indices_.size() * sizeof(std::int64_t));
  return base::sha256(content);
}

}  // namespace maas::data
