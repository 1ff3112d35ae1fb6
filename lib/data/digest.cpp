#include "data/digest.h"

#include <charconv>

#include "base/hashing.h"

namespace maas::data {

Digest digest_of(std::string_view bytes) {
  return digest_of_sha256(base::sha256(bytes));
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
