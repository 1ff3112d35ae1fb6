#include "tasks/recommendation/sources.h"

#include <numeric>

#include <ATen/ops/equal.h>

#include "support/memory_pairs.h"
#include "support/support.h"

namespace maas::tasks {
namespace {

using test::MemoryPairs;

const MemoryPairs& train() {
  static const MemoryPairs pairs({{"ann", "a", 5},
                                  {"ann", "b", 2},
                                  {"bob", "b", 4},
                                  {"bob", "c", 4},
                                  {"eve", "d", 1},
                                  {"eve", "e", 5}});
  return pairs;
}

const encoders::PairEncoder& encoder() {
  static const encoders::PairEncoder made({.train = &train()}, encoders::Question::kUser);
  return made;
}

tensor::Batch whole(const feed::Source& source, std::uint64_t seed = 1) {
  std::vector<std::int64_t> samples(static_cast<std::size_t>(source.size()));
  std::iota(samples.begin(), samples.end(), 0);
  tensor::Batch batch = source.blank(samples);
  for (const std::int64_t row : samples) {
    base::Random random(seed + static_cast<std::uint64_t>(row));
    source.read(samples, row, random, batch);
  }
  return batch;
}

ItemLists rated() {
  return {encoder().users().size(), {{1, 1}, {1, 2}, {2, 2}, {2, 3}, {3, 4}, {3, 5}}};
}

TEST(LikedSource, HasASampleForEachItemThatIsLiked) {
  const auto source = liked_source(train(), encoder(), 4, 1, "data.train");
  ASSERT_EQ(source->size(), 4);
  const tensor::Batch batch = whole(*source);
  EXPECT_EQ(batch.at("users")[0].item<std::int64_t>(), 1);
  EXPECT_EQ(batch.at("items")[0][0].item<std::int64_t>(), 1);
  EXPECT_EQ(batch.at("users")[3].item<std::int64_t>(), 3);
  EXPECT_EQ(batch.at("items")[3][0].item<std::int64_t>(), 5);
  EXPECT_EQ(liked_source(train(), encoder(), std::nullopt, 1, "data.train")->size(), 6);
}

TEST(LikedSource, DrawsItemsThatTheUserDoesNotLike) {
  const auto source = liked_source(train(), encoder(), 4, 50, "data.train");
  const tensor::Batch batch = whole(*source);
  for (std::int64_t row = 0; row < 4; ++row) {
    const std::int64_t user = batch.at("users")[row].item<std::int64_t>();
    for (std::int64_t i = 1; i <= 50; ++i) {
      const std::int64_t item = batch.at("items")[row][i].item<std::int64_t>();
      EXPECT_GE(item, 1);
      EXPECT_LT(item, encoder().items().size());
      const bool is_liked = (user == 1 && item == 1) || (user == 3 && item == 5) ||
                            (user == 2 && (item == 2 || item == 3));
      EXPECT_FALSE(is_liked) << user << " likes " << item;
    }
  }
}

TEST(LikedSource, DrawsTheSameOfTheSameNumbers) {
  const auto source = liked_source(train(), encoder(), 4, 20, "data.train");
  EXPECT_TRUE(at::equal(whole(*source).at("items"), whole(*source).at("items")));
  EXPECT_FALSE(at::equal(whole(*source, 99).at("items"), whole(*source).at("items")));
}

TEST(LikedSource, EndsWithAUserWhoLikesEverything) {
  const MemoryPairs pairs({{"ann", "a", 5}, {"ann", "b", 5}, {"bob", "a", 5}});
  const encoders::PairEncoder all({.train = &pairs}, encoders::Question::kUser);
  EXPECT_EQ(whole(*liked_source(pairs, all, 4, 3, "data.train")).samples, 3);
}

TEST(LikedSource, RefusesASetInWhichNothingIsLiked) {
  EXPECT_ERROR(liked_source(train(), encoder(), 6, 1, "data.train"), kInvalidData,
               "data.train: no user likes an item with a rating of 6 or more");
}

TEST(UserSource, HasASampleForEachUserWhoLikesSomethingNew) {
  const MemoryPairs test({{"bob", "b", 5},  // has rated it
                          {"bob", "a", 4},
                          {"ann", "c", 1},  // does not like it
                          {"eve", "a", 5},
                          {"eve", "new", 5},
                          {"eve", "a", 4},  // again
                          {"zoe", "b", 4}});
  const auto source = user_source(test, encoder(), 4, rated(), "data.test");
  ASSERT_EQ(source->size(), 3);
  const tensor::Batch batch = whole(*source);
  const auto row = [&](const char* part, std::int64_t at) {
    const at::Tensor values = batch.at(part)[at].flatten();
    return std::vector<std::int64_t>(values.data_ptr<std::int64_t>(),
                                     values.data_ptr<std::int64_t>() + values.numel());
  };
  using Numbers = std::vector<std::int64_t>;
  EXPECT_EQ(row("users", 0), Numbers{2});
  EXPECT_EQ(row("relevant", 0), (Numbers{1, -1}));
  EXPECT_EQ(row("sample", 0), Numbers{1});
  EXPECT_EQ(row("users", 1), Numbers{3});
  EXPECT_EQ(row("relevant", 1), (Numbers{1, 0}));
  EXPECT_EQ(row("users", 2), Numbers{0});
  EXPECT_EQ(row("relevant", 2), (Numbers{2, -1}));
  EXPECT_EQ(row("sample", 2), Numbers{6});
}

TEST(UserSource, RefusesASetInWhichNothingNewIsLiked) {
  EXPECT_ERROR(user_source(train(), encoder(), std::nullopt, rated(), "data.test"), kInvalidData,
               "data.test: no user likes an item that is new to him");
}

TEST(Sources, RefuseBrokenRatings) {
  const MemoryPairs broken({{"ann", "a", 5}, {"", "b", 3}});
  EXPECT_ERROR(liked_source(broken, encoder(), 4, 1, "x"), kInvalidData, "memory:2");
  EXPECT_ERROR(user_source(broken, encoder(), 4, rated(), "x"), kInvalidData, "memory:2");
}

}  // namespace
}  // namespace maas::tasks
