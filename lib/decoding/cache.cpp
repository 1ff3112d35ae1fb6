#include "decoding/cache.h"

#include <algorithm>
#include <utility>

#include "maas/error.h"

namespace maas::decoding {

PagePool::PagePool(const Specification& specification, CacheType type, std::int64_t most_pages)
    : most_pages_(most_pages) {
  for (const Layer& layer : specification.layers) {
    const auto& attention = std::get<Attention>(layer.mixer);
    shapes_.push_back(
        {.type = type, .kv_heads = attention.kv_heads, .head_size = attention.head_size});
    offsets_.push_back(page_bytes_);
    page_bytes_ += shapes_.back().page_bytes();
  }
}

std::byte* PagePool::take() {
  if (free_.empty()) make_pages();
  std::byte* const page = free_.back();
  free_.pop_back();
  return page;
}

void PagePool::make_pages() {
  constexpr std::size_t kSlabBytes = std::size_t{4} << 20U;
  auto count = static_cast<std::int64_t>(std::max<std::size_t>(1, kSlabBytes / page_bytes_));
  if (most_pages_ > 0) count = std::min(count, most_pages_ - pages_);
  if (count == 0) {
    fail(ErrorCode::kOutOfMemory, "all {} pages of the cache are in use, {} tokens each",
         most_pages_, kernels::kPageTokens);
  }
  const std::size_t bytes = static_cast<std::size_t>(count) * page_bytes_;
  slabs_.push_back(Memory::of_large_pages(bytes));
  for (std::int64_t page = count; page-- > 0;) {
    free_.push_back(slabs_.back().data() + static_cast<std::size_t>(page) * page_bytes_);
  }
  pages_ += count;
}

void PagePool::give_back(std::byte* page) {
  free_.push_back(page);
}

SequenceMemory::SequenceMemory(SequenceMemory&& other) noexcept
    : pool_(other.pool_),
      length_(std::exchange(other.length_, 0)),
      pages_(std::exchange(other.pages_, {})) {}

SequenceMemory& SequenceMemory::operator=(SequenceMemory&& other) noexcept {
  std::swap(pool_, other.pool_);
  std::swap(length_, other.length_);
  std::swap(pages_, other.pages_);
  return *this;
}

namespace {
std::int64_t pages_for(std::int64_t tokens) {
  return (tokens + kernels::kPageTokens - 1) / kernels::kPageTokens;
}
}  // namespace

void SequenceMemory::grow(std::int64_t tokens) {
  const std::int64_t before = std::ssize(pages_);
  try {
    while (std::ssize(pages_) < pages_for(length_ + tokens)) pages_.push_back(pool_->take());
  } catch (...) {
    while (std::ssize(pages_) > before) {
      pool_->give_back(pages_.back());
      pages_.pop_back();
    }
    throw;
  }
  length_ += tokens;
}

void SequenceMemory::shrink(std::int64_t length) {
  while (std::ssize(pages_) > pages_for(length)) {
    pool_->give_back(pages_.back());
    pages_.pop_back();
  }
  length_ = length;
}

}  // namespace maas::decoding
