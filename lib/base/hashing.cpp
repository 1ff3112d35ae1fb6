#include "base/hashing.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "base/posix.h"
#include "maas/error.h"

namespace maas::base {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

void require(int status) {
  if (status != 1) fail(ErrorCode::kInternal, "the cryptographic library cannot do SHA-256");
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
  require(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
}

void Sha256::update(std::string_view bytes) {
  require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

std::string Sha256::hexadecimal() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  require(EVP_DigestFinal_ex(context_.get(), digest.data(), &size));
  return fmt::format("{:02x}", fmt::join(digest.begin(), digest.begin() + size, ""));
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.hexadecimal();
}

std::string sha256(std::string_view bytes, const std::function<void()>& between) {
  Sha256 hash;
  while (!bytes.empty()) {
    between();
    hash.update(bytes.substr(0, kPiece));
    bytes.remove_prefix(std::min(kPiece, bytes.size()));
  }
  return hash.hexadecimal();
}

std::array<std::uint8_t, 32> sha256_bytes(std::string_view bytes) {
  std::array<std::uint8_t, 32> digest{};
  unsigned int size = 0;
  require(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr));
  return digest;
}

std::string short_digest(const std::string& digest) {
  constexpr std::size_t kShownDigits = 12;
  return digest.size() <= kShownDigits ? digest : digest.substr(0, kShownDigits) + "...";
}

std::string sha256_file(const std::filesystem::path& path) {
  const Descriptor file = open_regular(path);
  std::vector<char> buffer(kPiece);
  Sha256 hash;
  while (const std::size_t count = read_some(file, buffer.data(), buffer.size(), path)) {
    hash.update({buffer.data(), count});
  }
  return hash.hexadecimal();
}

}  // namespace maas::base
