#include "base/hmac.h"

#include <utility>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include "maas/error.h"

namespace maas::base {
namespace {

void require(bool done) {
  if (!done) fail(ErrorCode::kInternal, "the cryptographic library cannot do HMAC-SHA256");
}

const unsigned char* unsigned_bytes(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

void Hmac::Free::operator()(evp_mac_ctx_st* context) const {
  EVP_MAC_CTX_free(context);
}

Hmac::Hmac(std::string_view key) {
  EVP_MAC* const method = EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr);
  context_.reset(EVP_MAC_CTX_new(method));
  EVP_MAC_free(method);
  std::string digest = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
      OSSL_PARAM_construct_end()};
  require(context_ != nullptr &&
          EVP_MAC_init(context_.get(), unsigned_bytes(key), key.size(), parameters) == 1);
}

Hmac::Hmac(const Hmac& other) : context_(EVP_MAC_CTX_dup(other.context_.get())) {
  require(context_ != nullptr);
}

Hmac& Hmac::operator=(Hmac other) noexcept {
  std::swap(context_, other.context_);
  return *this;
}

Hmac::Digest Hmac::of(std::string_view message) {
  Digest digest;
  std::size_t size = 0;
  // Without a key the one that was given stays.
  require(EVP_MAC_init(context_.get(), nullptr, 0, nullptr) == 1 &&
          EVP_MAC_update(context_.get(), unsigned_bytes(message), message.size()) == 1 &&
          EVP_MAC_final(context_.get(), digest.data(), &size, digest.size()) == 1);
  return digest;
}

std::string random_bytes(std::size_t size) {
  std::string bytes(size, '\0');
  const int drawn =
      RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(size));
  if (drawn != 1) fail(ErrorCode::kInternal, "the cryptographic library has no random numbers");
  return bytes;
}

}  // namespace maas::base
