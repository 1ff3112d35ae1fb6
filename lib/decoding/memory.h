#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>

namespace maas::decoding {

/// Memory aligned to cache lines, not initialised.
class Memory {
 public:
  static constexpr std::align_val_t kAlignment{64};

  Memory() = default;
  explicit Memory(std::size_t bytes)
      : data_(static_cast<std::byte*>(::operator new(bytes, kAlignment))), size_(bytes) {}

  std::byte* data() const { return data_.get(); }
  std::size_t size() const { return size_; }
  float* floats() const { return reinterpret_cast<float*>(data_.get()); }
  std::span<std::byte> bytes() const { return {data_.get(), size_}; }

 private:
  struct Free {
    void operator()(std::byte* data) const { ::operator delete(data, kAlignment); }
  };
  std::unique_ptr<std::byte, Free> data_;
  std::size_t size_ = 0;
};

}  // namespace maas::decoding
