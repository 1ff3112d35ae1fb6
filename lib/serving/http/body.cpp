#include "serving/http/body.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "maas/error.h"
#include "serving/http/message.h"
#include "serving/http/refusal.h"

namespace maas::serving::http {
namespace {

using Wrapper = formats::InflateStream::Wrapper;

constexpr std::size_t kPiece = std::size_t{16} << 10;
constexpr const char* kTooLarge = "the body is larger than this server takes";
constexpr const char* kNoMemory = "other requests hold the server's memory; try again";
/// What is inflated before others have their turn: about a millisecond's work.
constexpr std::size_t kTurn = std::size_t{256} << 10;

/// @throws Refusal unless `memory` has room for `bytes` more
void check_room(const base::Budget::Lease& memory, std::uint64_t bytes) {
  if (memory.has_room(bytes)) return;
  if (!memory.may_grow(bytes)) throw Refusal(413, kTooLarge);
  throw Refusal(429, kNoMemory);
}

/// @throws Refusal
void take(base::Budget::Lease& memory, std::size_t bytes) {
  while (!memory.try_grow(bytes)) check_room(memory, bytes);
}

}  // namespace

void BodyReader::expect(std::uint64_t size, std::string_view coding) {
  take(memory_, body_.capacity());
  check_room(memory_, size);
  if (coding.empty() || coding == "identity") return;
  const bool is_gzip = coding == "gzip" || coding == "x-gzip";
  if (!is_gzip && coding != "deflate") {
    throw Refusal(415, fmt::format("content coding '{}' is not taken here; send gzip, deflate or "
                                   "the body as it is",
                                   coding));
  }
  take(memory_, formats::InflateStream::kMemory);
  inflater_.emplace(is_gzip ? Wrapper::kGzip : Wrapper::kZlib);
}

std::size_t BodyReader::put(std::string_view bytes) {
  if (inflater_) return inflate(bytes);
  append(bytes);
  return bytes.size();
}

std::size_t BodyReader::inflate(std::string_view bytes) try {
  std::array<char, kPiece> piece;
  std::string_view rest = bytes;
  std::size_t size = 0;
  std::size_t total = 0;
  do {
    size = inflater_->inflate(rest, piece);
    append({piece.data(), size});
    total += size;
  } while (size == piece.size() && (total < kTurn || rest.empty()));
  return bytes.size() - rest.size();
} catch (const Error& error) {
  throw Refusal(status_of(error.code()).http_status, error.what());
}

void BodyReader::finish() {
  if (inflater_ && !inflater_->is_complete()) {
    throw Refusal(400, "the compressed body is truncated");
  }
  make_room(body_.size() + kBodyPadding);
}

void BodyReader::append(std::string_view bytes) {
  if (bytes.size() > limit_ - body_.size()) {
    throw Refusal(413, inflater_ ? "the body inflates to more than this server takes" : kTooLarge);
  }
  make_room(body_.size() + bytes.size() + kBodyPadding);
  body_.append(bytes);
}

/// Grows by a factor, so that no byte is moved often: by two, or by less if memory is short.
void BodyReader::make_room(std::size_t size) {
  const std::size_t before = body_.capacity();
  if (size <= before) return;
  const std::size_t most = limit_ + kBodyPadding;
  std::size_t after = std::min(std::max(size, 2 * before), most);
  if (!memory_.has_room(after - before))
    after = std::min(std::max(size, before + before / 4), most);
  take(memory_, after - before);
  body_.reserve(after);
}

}  // namespace maas::serving::http
