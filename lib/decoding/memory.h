#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>

namespace maas::decoding {

/// Memory aligned to cache lines, not initialised.
class Memory {
 public:
  Memory() = default;
  explicit Memory(std::size_t bytes) : Memory(bytes, std::align_val_t{64}) {}

  /// Returns memory that the system may keep in pages of 2 MiB: what is read in one sweep is read
  /// faster.
  static Memory of_large_pages(std::size_t bytes);

  std::byte* data() const { return data_.get(); }
  std::size_t size() const { return size_; }
  float* floats() const { return reinterpret_cast<float*>(data_.get()); }
  std::span<std::byte> bytes() const { return {data_.get(), size_}; }

 private:
  struct Free {
    std::align_val_t alignment;
    void operator()(std::byte* data) const { ::operator delete(data, alignment); }
  };

  Memory(std::size_t bytes, std::align_val_t alignment)
      : data_(static_cast<std::byte*>(::operator new(bytes, alignment)), Free{alignment}),
        size_(bytes) {}

  std::unique_ptr<std::byte, Free> data_{nullptr, Free{std::align_val_t{64}}};
  std::size_t size_ = 0;
};

}  // namespace maas::decoding
