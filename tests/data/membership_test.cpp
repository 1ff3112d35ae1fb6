#include "data/membership.h"

#include <algorithm>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/hashing.h"

namespace maas::data {
namespace {

using Contents = std::set<std::uint64_t>;

/// Distinct contents in three strata.
std::vector<Member> drawn(std::uint64_t seed, std::size_t count) {
  base::Random random(seed);
  std::vector<Member> members(count);
  for (Member& member : members) {
    member = {random.next(), static_cast<std::int64_t>(random.below(3))};
  }
  return members;
}

Contents chosen(const std::vector<Member>& members, double fraction, std::uint64_t key) {
  const std::vector<bool> in = share_of(members, fraction, key);
  Contents contents;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (in[i]) contents.insert(members[i].content);
  }
  return contents;
}

std::size_t difference(const Contents& one, const Contents& other) {
  std::vector<std::uint64_t> differing;
  std::set_symmetric_difference(one.begin(), one.end(), other.begin(), other.end(),
                                std::back_inserter(differing));
  return differing.size();
}

TEST(Membership, DoesNotDependOnTheOrderOfTheSamples) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    std::vector<Member> members = drawn(seed, 100);
    const Contents before = chosen(members, 0.2, seed);
    base::Random random(seed + 100);
    for (std::size_t i = members.size(); i > 1; --i) {
      std::swap(members[i - 1], members[random.below(i)]);
    }
    EXPECT_EQ(chosen(members, 0.2, seed), before);
  }
}

TEST(Membership, OfTheOthersChangesAtTheBorderAloneWhenOneIsRemoved) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const std::vector<Member> members = drawn(seed, 120);
    const Contents before = chosen(members, 0.25, 1);
    for (std::size_t gone = 0; gone < members.size(); gone += 7) {
      std::vector<Member> fewer = members;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(gone));
      EXPECT_LE(difference(before, chosen(fewer, 0.25, 1)), 2u);
    }
  }
}

TEST(Membership, IsTheNearestShareOfEachStratum) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const std::vector<Member> members = drawn(seed, 200);
    const std::vector<bool> in = share_of(members, 0.3, 5);
    std::map<std::int64_t, std::pair<int, int>> counts;
    for (std::size_t i = 0; i < members.size(); ++i) {
      counts[members[i].stratum].first += in[i];
      ++counts[members[i].stratum].second;
    }
    for (const auto& [stratum, count] : counts) EXPECT_NEAR(count.first, 0.3 * count.second, 0.5);
  }
}

TEST(Membership, OfEqualSamplesIsTheSameEvenUnderOtherLabels) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    base::Random random(seed);
    std::vector<Member> members(60);
    for (Member& member : members) {
      member = {random.below(15), static_cast<std::int64_t>(random.below(3))};
    }
    const std::vector<bool> in = share_of(members, 0.5, seed);
    std::map<std::uint64_t, bool> where;
    for (std::size_t i = 0; i < members.size(); ++i) {
      EXPECT_EQ(where.emplace(members[i].content, in[i]).first->second, in[i]);
    }
  }
}

TEST(Membership, TakesOneAndLeavesOneOfTwoContents) {
  for (const double fraction : {0.001, 0.5, 0.999}) {
    EXPECT_EQ(chosen({{1, 0}, {2, 0}}, fraction, 3).size(), 1u);
    EXPECT_EQ(chosen({{1, 0}, {1, 0}}, fraction, 3).size(), 0u);
    EXPECT_EQ(chosen({{1, 0}}, fraction, 3).size(), 0u);
  }
  EXPECT_EQ(chosen({}, 0.5, 3).size(), 0u);
}

TEST(Membership, DependsOnTheKey) {
  const std::vector<Member> members = drawn(1, 100);
  EXPECT_NE(chosen(members, 0.5, 1), chosen(members, 0.5, 2));
}

TEST(Shares, RoundToTheNearestAndLeaveNoneEmpty) {
  const std::vector<double> fractions = {0.8, 0.1, 0.1};
  for (const auto& [size, expected] : std::map<std::size_t, std::vector<int>>{
           {3, {1, 1, 1}}, {10, {8, 1, 1}}, {25, {20, 3, 2}}, {100, {80, 10, 10}}}) {
    std::vector<Member> members;
    for (std::size_t i = 0; i < size; ++i) members.push_back({i, 0});
    std::vector<int> counts(3);
    for (const std::size_t share : shares_of(members, fractions, 1)) ++counts[share];
    EXPECT_EQ(counts, expected);
  }
}

TEST(Shares, OfFewerContentsThanSharesAreTheLast) {
  const std::vector<double> fractions = {0.2, 0.3, 0.5};
  EXPECT_THAT(shares_of(std::vector<Member>{{1, 0}, {1, 0}}, fractions, 1),
              ::testing::ElementsAre(2, 2));
}

}  // namespace
}  // namespace maas::data
