#include "data/ratings/ratings.h"

#include "base/files.h"
#include "data/pairs.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;

constexpr const char* kTyped = "user_id:token\titem_id:token\trating:float\ttimestamp:float\n";

class RatingsTest : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) const {
    fs::create_directories((root_ / name).parent_path());
    base::write_file(root_ / name, text);
    return (root_ / name).string();
  }

  std::unique_ptr<Dataset> open(const std::string& text, RatingsOptions options = {}) const {
    options.path.text = write("ratings.txt", text);
    return make_ratings("train", options)->open();
  }

  /// "user item rating" of each sample, or what is the matter with it.
  std::vector<std::string> read(const std::string& text, const RatingsOptions& options = {}) const {
    const auto set = open(text, options);
    const auto& pairs = as<Pairs>(*set);
    std::vector<std::string> told;
    for (std::int64_t i = 0; i < pairs.size(); ++i) {
      try {
        pairs.verify(i);
        told.push_back(fmt::format("{} {} {}", pairs.user(i), pairs.item(i), pairs.rating(i)));
      } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
        told.push_back(error.what());
      }
    }
    return told;
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

using Told = std::vector<std::string>;

TEST_F(RatingsTest, ReadTheTypedHeaderOfRecBole) {
  EXPECT_EQ(read(std::string(kTyped) + "196\t242\t3\t881250949\n22\t377\t1\t878887116\n"),
            (Told{"196 242 3", "22 377 1"}));
}

TEST_F(RatingsTest, ReadTheHeadersOfOthersInAnyOrder) {
  EXPECT_EQ(read("userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n"), Told{"1 31 2.5"});
  EXPECT_EQ(read("rating;book;user\n4;Emma;ann\n"), Told{"ann Emma 4"});
}

TEST_F(RatingsTest, ReadNumbersWithoutAHeader) {
  EXPECT_EQ(read("196\t242\t3\t881250949\n186\t302\t4\t891717742\n"),
            (Told{"196 242 3", "186 302 4"}));
  EXPECT_EQ(read("1::1193::5::978300760\r\n1::661::3::978302109\r\n"),
            (Told{"1 1193 5", "1 661 3"}));
  EXPECT_EQ(read("ann,Emma,5\nbob,Emma,2\n"), (Told{"ann Emma 5", "bob Emma 2"}));
}

TEST_F(RatingsTest, ReadColumnsByNameOrNumber) {
  EXPECT_EQ(read("a,b,c\nx,1,y\n", {.user = "c", .item = "a", .rating = "b"}), Told{"y x 1"});
  EXPECT_EQ(read("x,1,y\n", {.user = "3", .item = "1", .rating = "2"}), Told{"y x 1"});
}

TEST_F(RatingsTest, ReadWhoChoseWhat) {
  const RatingsOptions options{.rating = "none"};
  EXPECT_EQ(read("user,item\nann,Emma\n", options), Told{"ann Emma 1"});
  EXPECT_FALSE(as<Pairs>(*open("user,item\nann,Emma\n", options)).has_ratings());
  EXPECT_TRUE(as<Pairs>(*open("ann,Emma,5\n")).has_ratings());
}

TEST_F(RatingsTest, ReadNamesInQuotesAndWithSpaces) {
  EXPECT_EQ(read("user,item,rating\n\"ann, the first\", Emma ,5\n\"say \"\"hi\"\"\",x,1\n"),
            (Told{"ann, the first Emma 5", "say \"hi\" x 1"}));
  EXPECT_EQ(read("a b::it's \"so\"::5\n"), Told{"a b it's \"so\" 5"});
}

TEST_F(RatingsTest, NameFileAndLineOfBrokenRecords) {
  const Told told = read(std::string(kTyped) +
                         "1\t2\n"
                         "1\t2\tnan\t1\n"
                         "1\t2\t\t1\n"
                         "\t2\t3\t1\n"
                         "1\t\t3\t1\n"
                         "1\t2\t1e999\t1\n"
                         "\xff\t2\t3\t1\n"
                         "1\t2\tgood\t1\n"
                         "1\t2\t3\t1\n");
  const std::string file = (root_ / "ratings.txt").string();
  ASSERT_EQ(told.size(), 9U);
  EXPECT_EQ(told[0], file + ":2: 2 fields, the first line has 4");
  EXPECT_EQ(told[1], file + ":3: the rating is 'nan', no finite number");
  EXPECT_EQ(told[2], file + ":4: there is no rating");
  EXPECT_EQ(told[3], file + ":5: the user has no name");
  EXPECT_EQ(told[4], file + ":6: the item has no name");
  EXPECT_THAT(told[5], HasSubstr(":7: the rating is '1e999', no finite number"));
  EXPECT_EQ(told[6], file + ":8: byte 0 of the record is not UTF-8");
  EXPECT_EQ(told[7], file + ":9: the rating is 'good', no finite number");
  EXPECT_EQ(told[8], "1 2 3");
}

TEST_F(RatingsTest, RefuseFilesThatHoldNone) {
  EXPECT_ERROR(open(""), kInvalidData, "ratings.txt' is empty: it has no rating");
  EXPECT_ERROR(open(kTyped), kInvalidData, "has no rating behind the names of its columns");
  EXPECT_ERROR(open("user,item,rating\n\"ann,Emma,5\n"), kInvalidData,
               "ratings.txt:2: a quote is never closed");
}

TEST_F(RatingsTest, RefuseColumnsThatCannotBeTold) {
  EXPECT_ERROR(open("who,what,how\nann,Emma,5\n"), kInvalidData,
               "does not tell which column is that of the users: who, what, how");
  EXPECT_ERROR(open("user,item\nann,Emma\n"), kInvalidData, "that of the ratings: user, item");
  EXPECT_ERROR(open("a,b,c\n1,2,3\n", {.user = "a", .item = "bb", .rating = "c"}), kInvalidData,
               "has no column 'bb', it has a, b, c");
  EXPECT_ERROR(open("1,2,3\n", {.user = "1", .item = "4", .rating = "3"}), kInvalidData,
               "has 3 columns, there is no column 4");
  EXPECT_ERROR(open("1,2,3\n", {.user = "1", .item = "1"}), kInvalidData,
               "must stand in columns of their own, not in 1, 1 and 3");
  EXPECT_ERROR(open("ann,Emma\n", {.rating = "none"}), kInvalidData, "that of the users");
}

TEST_F(RatingsTest, RefuseADelimiterThatIsNone) {
  EXPECT_ERROR(open("1,2,3\n", {.delimiter = "ab"}), kInvalidRecipe,
               "must be `::` or one character, no quote and no line end, not 'ab'");
  EXPECT_ERROR(open("1,2,3\n", {.delimiter = "\n"}), kInvalidRecipe, "not '?'");
}

TEST_F(RatingsTest, DigestWhoRatedWhatAndHow) {
  const auto set = open("user,item,rating,time\na,b,4,1\na,b,4.0,2\na,b,5,1\nab,,4,1\nb,a,4,1\n");
  EXPECT_EQ(set->digest(0), set->digest(1));
  EXPECT_NE(set->digest(0), set->digest(2));
  EXPECT_NE(set->digest(0), set->digest(4));
}

TEST_F(RatingsTest, HaveAFingerprintOfTheirBytesAndColumns) {
  const std::string text = "a,b,c\nx,y,1\n";
  const RatingsOptions options{.user = "a", .item = "b", .rating = "c"};
  const std::string whole = open(text, options)->fingerprint(progress_);
  EXPECT_EQ(open(text, options)->fingerprint(progress_), whole);
  EXPECT_NE(open(text, {.user = "b", .item = "a", .rating = "c"})->fingerprint(progress_), whole);
}

TEST_F(RatingsTest, AreFoundInAFolderBySplit) {
  write("d/train.inter", std::string(kTyped) + "1\t2\t3\t4\n");
  write("d/test.inter", std::string(kTyped) + "5\t6\t1\t4\n");
  RatingsOptions options;
  options.path.text = (root_ / "d").string();
  EXPECT_EQ(as<Pairs>(*make_ratings("test", options)->open()).user(0), "5");
  EXPECT_ERROR(make_ratings("valid", options)->open(), kNotFound, "no file of ratings called");
}

TEST_F(RatingsTest, KeepWhatTheyAreWhenSomeAreChosen) {
  std::shared_ptr<const Dataset> whole = open("user,item,rating\na,x,1\nb,y,2\nc,z,3\n");
  const auto some = choose(whole, {2, 0});
  const auto& pairs = as<Pairs>(*some);
  EXPECT_EQ(pairs.kind(), "pairs");
  EXPECT_EQ(pairs.user(0), "c");
  EXPECT_EQ(pairs.item(1), "x");
  EXPECT_EQ(pairs.rating(0), 3);
  EXPECT_EQ(pairs.form().user, "user");
  EXPECT_THAT(pairs.name(0), HasSubstr("ratings.txt:4"));
}

}  // namespace
}  // namespace maas::data
