#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "decoding/memory.h"
#include "decoding/specification.h"
#include "kernels/attention.h"

/// What sequences remember of the tokens they have read.
namespace maas::decoding {

using kernels::CacheType;

/// Pages of the memory of all layers, for any number of sequences. One page holds the keys and
/// values of kernels::kPageTokens tokens.
///
/// Pages are made when they are first needed and reused when they are given back. Not thread-safe.
class PagePool {
 public:
  /// @param most_pages  at once; 0: as many as memory has
  PagePool(const Specification& specification, CacheType type, std::int64_t most_pages);
  PagePool(const PagePool&) = delete;
  PagePool& operator=(const PagePool&) = delete;

  /// @throws Error kOutOfMemory if all pages are in use, or memory ran out
  std::byte* take();
  void give_back(std::byte* page);

  /// Of one layer: the same for all that have such a memory.
  const kernels::CacheShape& shape(std::size_t layer) const { return shapes_[layer]; }
  /// Returns where a layer's part of a page begins.
  std::size_t offset(std::size_t layer) const { return offsets_[layer]; }
  std::int64_t pages_in_use() const { return pages_ - std::ssize(free_); }

 private:
  void make_pages();

  std::vector<kernels::CacheShape> shapes_;
  std::vector<std::size_t> offsets_;
  std::size_t page_bytes_ = 0;
  std::int64_t most_pages_;
  std::vector<Memory> slabs_;  ///< of several pages
  std::int64_t pages_ = 0;     ///< that there are
  std::vector<std::byte*> free_;
};

/// What one sequence remembers; its pages go back with it.
class SequenceMemory {
 public:
  /// @param pool  must outlive the sequence
  explicit SequenceMemory(PagePool& pool) : pool_(&pool) {}
  SequenceMemory(SequenceMemory&& other) noexcept;
  SequenceMemory& operator=(SequenceMemory&& other) noexcept;
  ~SequenceMemory() { shrink(0); }

  /// Tokens that are remembered.
  std::int64_t length() const { return length_; }

  /// Makes room for tokens after those remembered, which are then counted as remembered.
  /// @throws Error kOutOfMemory as PagePool::take; nothing has changed then
  void grow(std::int64_t tokens);
  /// Forgets all but the first tokens.
  void shrink(std::int64_t length);

  std::span<std::byte* const> pages() const { return pages_; }

 private:
  PagePool* pool_;
  std::int64_t length_ = 0;
  std::vector<std::byte*> pages_;
};

}  // namespace maas::decoding
