#include "formats/gzip/inflate_stream.h"

#include <algorithm>
#include <limits>

#include <zlib.h>

#include "maas/error.h"

namespace maas::formats {
namespace {

constexpr int kLargestWindow = 15;
constexpr int kInGzip = 16;  // zlib adds it to the window for a gzip wrapper

uInt clamped(std::size_t size) {
  return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

}  // namespace

InflateStream::InflateStream(Wrapper wrapper)
    : wrapper_(wrapper), stream_(std::make_unique<z_stream>()) {
  const int window = kLargestWindow + (wrapper == Wrapper::kGzip ? kInGzip : 0);
  if (inflateInit2(stream_.get(), window) != Z_OK) {
    fail(ErrorCode::kOutOfMemory, "no memory to inflate");
  }
}

InflateStream::~InflateStream() {
  inflateEnd(stream_.get());
}

std::size_t InflateStream::inflate(std::string_view& input, std::span<char> room) {
  std::size_t written = 0;
  do {
    if (is_complete_ && input.empty()) break;
    if (is_complete_) begin_member();
    written += inflate_member(input, room.subspan(written));
  } while (is_complete_ && written < room.size());
  return written;
}

std::size_t InflateStream::inflate_member(std::string_view& input, std::span<char> room) {
  const uInt offered = clamped(input.size());
  const uInt free = clamped(room.size());
  stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
  stream_->avail_in = offered;
  stream_->next_out = reinterpret_cast<Bytef*>(room.data());
  stream_->avail_out = free;
  const int status = ::inflate(stream_.get(), Z_NO_FLUSH);
  input.remove_prefix(offered - stream_->avail_in);
  is_complete_ = status == Z_STREAM_END;
  if (status == Z_MEM_ERROR) fail(ErrorCode::kOutOfMemory, "no memory to inflate");
  if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
    fail(ErrorCode::kInvalidData, "the compressed data is broken: {}",
         stream_->msg != nullptr ? stream_->msg : "no reason given");
  }
  return free - stream_->avail_out;
}

/// Goes on after the end of a gzip member, where another one may follow.
void InflateStream::begin_member() {
  if (wrapper_ != Wrapper::kGzip) {
    fail(ErrorCode::kInvalidData, "the compressed data goes on after its end");
  }
  inflateReset(stream_.get());
  is_complete_ = false;
}

}  // namespace maas::formats
