#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/hashing.h"
#include "data/texts.h"

namespace maas::test {

/// Texts in memory.
class MemoryTexts : public data::Texts {
 public:
  struct Sample {
    std::string text;
    std::int64_t label = 0;
  };

  /// @param classes  empty: the samples are not labelled
  MemoryTexts(std::vector<Sample> samples, std::vector<std::string> classes)
      : samples_(std::move(samples)), classes_(std::move(classes)) {}

  std::int64_t size() const override { return static_cast<std::int64_t>(samples_.size()); }
  const std::vector<std::string>& classes() const override { return classes_; }
  std::int64_t label(std::int64_t index) const override {
    return classes_.empty() ? Dataset::label(index) : at(index).label;
  }
  std::string text(std::int64_t index) const override {
    const std::string problem = data::problem_of_text(at(index).text);
    if (!problem.empty()) fail(ErrorCode::kInvalidData, "{}: {}", name(index), problem);
    return at(index).text;
  }
  data::Digest digest(std::int64_t index) const override { return data::digest_of(at(index).text); }
  std::string name(std::int64_t index) const override {
    return fmt::format("memory:{}", index + 1);
  }
  std::string fingerprint(Progress&) const override { return "memory"; }

 private:
  const Sample& at(std::int64_t index) const { return samples_[static_cast<std::size_t>(index)]; }

  std::vector<Sample> samples_;
  std::vector<std::string> classes_;
};

/// Texts of 3 to 10 words that can be learned: noise, and one word that tells the class. Sample i
/// is of class i modulo the number of classes. Sets of other seeds have other texts.
inline std::shared_ptr<const MemoryTexts> learnable_texts(std::int64_t size, std::int64_t classes,
                                                          std::uint64_t seed = 0) {
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < classes; ++i) names.push_back(fmt::format("class{}", i));
  std::vector<MemoryTexts::Sample> samples;
  for (std::int64_t i = 0; i < size; ++i) {
    base::Random random(base::mix(seed) + static_cast<std::uint64_t>(i));
    const std::uint64_t words = 3 + random.below(8);
    const std::uint64_t telling = random.below(words);
    std::string text;
    for (std::uint64_t word = 0; word < words; ++word) {
      if (word > 0) text += ' ';
      text += word == telling ? fmt::format("tells{}", i % classes)
                              : fmt::format("word{}", random.below(50));
    }
    samples.push_back({std::move(text), i % classes});
  }
  return std::make_shared<MemoryTexts>(std::move(samples), std::move(names));
}

}  // namespace maas::test
