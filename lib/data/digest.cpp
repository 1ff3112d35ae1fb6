#include "data/digest.h"

#include <algorithm>
#include <charconv>

#include "base/hashing.h"

namespace maas::data {

Digest digest_of(std::string_view bytes) {
  Digest digest;
  const auto whole = base::sha256_bytes(bytes);
  std::copy_n(whole.begin(), digest.bytes.size(), digest.bytes.begin());
  return digest;
}

Digest digest_of_sha256(std::string_view sha256) {
  Digest digest;
  for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
    const char* const digits = sha256.data() + 2 * i;
    std::from_chars(digits, digits + 2, digest.bytes[i], 16);
  }
  return digest;
}

}  // namespace maas::data
