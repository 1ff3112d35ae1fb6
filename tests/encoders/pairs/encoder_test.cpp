#include "encoders/pairs/encoder.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "support/memory_pairs.h"
#include "support/support.h"

namespace maas::encoders {
namespace {

using maas::test::MemoryPairs;
using ::testing::ElementsAre;

using Strings = std::vector<std::string>;
using Numbers = std::vector<std::int64_t>;

const MemoryPairs& three() {
  static const MemoryPairs pairs({{"ann", "Emma", 5}, {"bob", "Emma", 3}, {"ann", "Ulysses", 1}});
  return pairs;
}

const PairEncoder& encoder() {
  static const PairEncoder made({.train = &three()}, Question::kPair);
  return made;
}

HostTensors request(Strings users, Strings items) {
  const auto rows = std::ssize(users);
  return {{"user", {rows}, std::move(users)}, {"item", {rows}, std::move(items)}};
}

Numbers prepared(HostTensors request, std::size_t input) {
  encoder().check(request);
  return std::get<Numbers>(encoder().prepare(std::move(request)).at(input).data);
}

TEST(PairEncoder, NumbersUsersAndItemsInTheOrderOfTheRatings) {
  EXPECT_THAT(encoder().users().all(), ElementsAre("ann", "bob"));
  EXPECT_THAT(encoder().items().all(), ElementsAre("Emma", "Ulysses"));
  EXPECT_EQ(encoder().vocabulary(), 3);
  EXPECT_EQ(encoder().text(), "2 users and 2 items");
}

TEST(PairEncoder, TakesAnyOtherForUnknown) {
  EXPECT_THAT(prepared(request({"bob", "carl", " ann "}, {"Ulysses", "Emma", "Iliad"}), 0),
              ElementsAre(2, 0, 1));
  EXPECT_THAT(prepared(request({"bob", "carl", "ann"}, {"Ulysses", "Emma", "Iliad"}), 1),
              ElementsAre(2, 1, 0));
}

TEST(PairEncoder, MakesPartsOfASet) {
  const auto set = std::make_shared<MemoryPairs>(
      std::vector<MemoryPairs::Sample>{{"bob", "Iliad", 2}, {"eve", "Ulysses", 4}});
  const feed::Source source(2, encoder().parts(set, Use::kJudge));
  const Numbers samples = {0, 1};
  const tensor::Batch batch = source.blank(samples);
  base::Random random(1);
  for (const std::int64_t row : samples) source.read(samples, row, random, batch);
  EXPECT_EQ(batch.at("users")[0].item<std::int64_t>(), 2);
  EXPECT_EQ(batch.at("users")[1].item<std::int64_t>(), 0);
  EXPECT_EQ(batch.at("items")[0].item<std::int64_t>(), 0);
  EXPECT_EQ(batch.at("items")[1].item<std::int64_t>(), 2);
}

TEST(PairEncoder, RefusesBrokenRatings) {
  const MemoryPairs broken({{"ann", "Emma", 5}, {"", "Emma", 3}});
  EXPECT_ERROR(PairEncoder({.train = &broken}, Question::kPair), kInvalidData,
               "memory:2: the user has no name");
  const auto set = std::make_shared<MemoryPairs>(std::vector<MemoryPairs::Sample>{{"", "x", 2}});
  EXPECT_ERROR(encoder().parts(set, Use::kJudge), kInvalidData, "memory:1");
}

TEST(PairEncoder, RefusesOneUserOrOneItem) {
  const MemoryPairs lonely({{"ann", "Emma", 5}, {"ann", "Ulysses", 3}});
  EXPECT_ERROR(PairEncoder({.train = &lonely}, Question::kPair), kInvalidData,
               "the training ratings have one user only, 'ann'");
  const MemoryPairs only({{"ann", "Emma", 5}, {"bob", "Emma", 3}});
  EXPECT_ERROR(PairEncoder({.train = &only}, Question::kPair), kInvalidData, "one item only");
}

TEST(PairEncoder, IsAskedAboutPairsOrUsers) {
  EXPECT_EQ(encoder().inputs().size(), 2U);
  EXPECT_EQ(encoder().inputs()[1].name, "item");
  const PairEncoder of_users({.train = &three()}, Question::kUser);
  ASSERT_EQ(of_users.inputs().size(), 1U);
  EXPECT_EQ(of_users.inputs()[0].name, "user");
  EXPECT_EQ(of_users.inputs()[0].datatype, "BYTES");
  HostTensors users = {{"user", {2, 1}, Strings{"ann", "bob"}}};
  EXPECT_EQ(of_users.check(users).samples, 2);
  EXPECT_EQ(of_users.prepare(users).size(), 1U);
}

TEST(PairEncoder, TakesWholeNumbersForNames) {
  const MemoryPairs numbered({{"1", "10", 5}, {"2", "20", 3}});
  const PairEncoder made({.train = &numbered}, Question::kPair);
  HostTensors request = {{"user", {2}, Numbers{2, 3}}, {"item", {2}, Numbers{20, 10}}};
  made.check(request);
  const HostTensors parts = made.prepare(request);
  EXPECT_THAT(std::get<Numbers>(parts[0].data), ElementsAre(2, 0));
  EXPECT_THAT(std::get<Numbers>(parts[1].data), ElementsAre(2, 1));
}

TEST(PairEncoder, RefusesRequestsThatDoNotFit) {
  const auto refused = [](HostTensors inputs, const std::string& part) {
    EXPECT_ERROR(encoder().check(inputs), kInvalidData, part);
  };
  refused({}, "input 'user' is missing");
  refused({{"user", {1}, Strings{"ann"}}}, "input 'item' is missing");
  refused({{"users", {1}, Strings{"ann"}}}, "there is no input 'users', only user and item");
  refused({{"user", {1}, Strings{"a"}}, {"user", {1}, Strings{"a"}}}, "'user' is there twice");
  refused(request({"ann"}, {""}), "'item[0]' is empty");
  refused(request({"ann", "\xff"}, {"Emma", "Emma"}), "'user[1]' is not UTF-8 at byte 0");
  refused({{"user", {1}, Strings{"ann"}}, {"item", {2}, Strings{"a", "b"}}}, "input 'item' has");
  refused({{"user", {1, 2}, Strings{"ann", "b"}}, {"item", {1}, Strings{"a"}}},
          "input 'user' has shape [1, 2]");
  refused({{"user", {0}, Strings{}}, {"item", {0}, Strings{}}}, "expected [N] or [N, 1]");
  refused({{"user", {1}, std::vector<float>{1}}, {"item", {1}, Strings{"a"}}},
          "input 'user' is neither of BYTES nor of INT64");
}

/// A published encoder.
class PublishedPairs : public ::testing::Test {
 protected:
  /// Returns what a model says whose pairs.json was changed.
  PairEncoder published(const std::function<void(nlohmann::ordered_json&)>& change) {
    const auto path = directory_ / "model";
    store::ModelWriter writer(path, /*force=*/true);
    nlohmann::ordered_json config;
    encoder().save(writer, config);
    writer.publish({});
    auto json = nlohmann::ordered_json::parse(base::read_file(path / "pairs.json"));
    change(json);
    base::write_file(path / "pairs.json", json.dump());
    const store::ModelFiles files{.directory = path, .config = {}, .manifest = {}};
    return PairEncoder({.model = &files}, Question::kPair);
  }

  maas::test::TemporaryDirectory directory_;
};

TEST_F(PublishedPairs, AreReadAsTheyWereWritten) {
  const PairEncoder again = published([](auto&) {});
  EXPECT_EQ(again.users().all(), encoder().users().all());
  EXPECT_EQ(again.items().all(), encoder().items().all());
}

TEST_F(PublishedPairs, AreRefusedWhereTheyAreMalformed) {
  EXPECT_ERROR(published([](auto& json) { json["users"][1] = "ann"; }), kInvalidData,
               "pairs.json: users: the name 'ann' is empty or there twice");
  EXPECT_ERROR(published([](auto& json) { json["items"][0] = ""; }), kInvalidData, "items");
  EXPECT_ERROR(published([](auto& json) { json.erase("items"); }), kInvalidData, "items");
  EXPECT_ERROR(published([](auto& json) { json["schema"] = "x"; }), kInvalidData, "schema");
}

TEST(PairEncoder, CountsRatingsOfWhatItDoesNotKnow) {
  EXPECT_EQ(encoder().unknown_in(three()), 0);
  EXPECT_EQ(encoder().unknown_in(MemoryPairs({{"bob", "Iliad", 2}, {"eve", "Emma", 4}})), 2);
}

}  // namespace
}  // namespace maas::encoders
