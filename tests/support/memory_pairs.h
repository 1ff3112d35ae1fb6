#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/hashing.h"
#include "data/pairs.h"

namespace maas::test {

/// Ratings in memory.
class MemoryPairs : public data::Pairs {
 public:
  struct Sample {
    std::string user;
    std::string item;
    double rating = 1;
  };

  explicit MemoryPairs(std::vector<Sample> samples, bool has_ratings = true)
      : samples_(std::move(samples)), has_ratings_(has_ratings) {}

  std::int64_t size() const override { return std::ssize(samples_); }
  std::string_view user(std::int64_t index) const override { return at(index).user; }
  std::string_view item(std::int64_t index) const override { return at(index).item; }
  double rating(std::int64_t index) const override { return at(index).rating; }
  bool has_ratings() const override { return has_ratings_; }
  const data::RatingForm& form() const override { return form_; }
  /// One without a user is broken.
  void verify(std::int64_t index) const override {
    if (!at(index).user.empty()) return;
    fail(ErrorCode::kInvalidData, "{}: the user has no name", name(index));
  }
  data::Digest digest(std::int64_t index) const override {
    return data::digest_of(
        fmt::format("{} {} {}", at(index).user, at(index).item, at(index).rating));
  }
  std::string name(std::int64_t index) const override {
    return fmt::format("memory:{}", index + 1);
  }
  std::string fingerprint(Progress&) const override { return "memory"; }

 private:
  const Sample& at(std::int64_t index) const { return samples_[static_cast<std::size_t>(index)]; }

  std::vector<Sample> samples_;
  bool has_ratings_;
  data::RatingForm form_{.delimiter = "\t", .has_header = true, .user = "who", .item = "what"};
};

/// Ratings from 1 to 5 that can be learned: users and items are of two tastes, and what is of the
/// same taste pleases. No user rates an item twice; sets of other seeds have other ratings.
inline std::shared_ptr<const MemoryPairs> tastes(std::int64_t users, std::int64_t items,
                                                 std::int64_t ratings_each,
                                                 std::uint64_t seed = 0) {
  std::vector<MemoryPairs::Sample> samples;
  for (std::int64_t user = 0; user < users; ++user) {
    base::Random random(base::mix(seed) + static_cast<std::uint64_t>(user));
    const auto first = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(items)));
    for (std::int64_t i = 0; i < ratings_each; ++i) {
      const std::int64_t item = (first + i) % items;
      const double fit = user % 2 == item % 2 ? 4 : 1;
      samples.push_back({fmt::format("u{}", user), fmt::format("i{}", item),
                         fit + static_cast<double>(random.below(2))});
    }
  }
  return std::make_shared<MemoryPairs>(std::move(samples));
}

}  // namespace maas::test
