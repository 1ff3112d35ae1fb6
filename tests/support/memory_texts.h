#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/hashing.h"
#include "data/texts.h"

namespace maas::test {

/// Texts made of their index: words that all have, and one that tells the class, so that they can
/// be learned. Sample i is of class i modulo the number of classes.
class MemoryTexts : public data::Texts {
 public:
  MemoryTexts(std::int64_t size, std::int64_t classes) : size_(size) {
    for (std::int64_t i = 0; i < classes; ++i) classes_.push_back(fmt::format("class{}", i));
  }

  std::int64_t size() const override { return size_; }
  const std::vector<std::string>& classes() const override { return classes_; }
  std::int64_t label(std::int64_t index) const override { return index % std::ssize(classes_); }
  std::string text(std::int64_t index) const override {
    base::Random random(base::mix(static_cast<std::uint64_t>(index)));
    std::string text = fmt::format("tale{}", label(index));
    for (std::uint64_t i = 0; i < 1 + random.below(9); ++i) {
      text += fmt::format(" word{}", random.below(7));
    }
    return text;
  }
  data::Digest digest(std::int64_t index) const override {
    return data::digest_of(fmt::format("{} {}", index, text(index)));
  }
  std::string name(std::int64_t index) const override {
    return fmt::format("memory:{}", index + 1);
  }
  std::string fingerprint(Progress&) const override { return "memory"; }

 private:
  std::int64_t size_;
  std::vector<std::string> classes_;
};

}  // namespace maas::test
