#include "data/ratings/look.h"

#include "base/files.h"
#include "data/locate.h"
#include "data/ratings/card.h"
#include "support/support.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

/// Ratings of ten users, a number each.
std::string ratings(const std::string& delimiter, const std::string& end = "") {
  std::string text;
  for (int i = 0; i < 30; ++i) {
    text += fmt::format("{}{}{}{}{}{}\n", i % 10, delimiter, i % 7, delimiter, 1 + i % 5, end);
  }
  return text;
}

class LookForRatings : public ::testing::Test {
 protected:
  fs::path write(const std::string& name, const std::string& text) const {
    fs::create_directories((root_ / name).parent_path());
    base::write_file(root_ / name, text);
    return root_ / name;
  }

  bool are_ratings(const std::string& name, const std::string& text) const {
    return look_like_ratings(write(name, text));
  }

  std::string layout_of(const fs::path& path) const { return locate(path).front().layout.name; }

  maas::test::TemporaryDirectory root_;
};

TEST_F(LookForRatings, KnowsThemByTheNamesOfTheirColumns) {
  EXPECT_TRUE(are_ratings("a.inter", "user_id:token\titem_id:token\trating:float\n1\t2\t3\n"));
  EXPECT_TRUE(are_ratings("r.csv", "userId,movieId,rating,timestamp\n1,2,3.5,964982703\n"));
  EXPECT_TRUE(are_ratings("r.tsv", "User-ID\tISBN\tBook-Rating\na\tb\t0\n"));
}

TEST_F(LookForRatings, KnowsThemByTheirNamesThoughSomeAreBroken) {
  EXPECT_TRUE(are_ratings("r.csv", "user,item,rating\na,b,3\na,c,nan\na\nb,c,4\nb,d,4\n"));
  EXPECT_FALSE(are_ratings("r.csv", "user,item,rating\na,b,3\na,c,nan\na\n"));
}

TEST_F(LookForRatings, KnowsThemByTheirNumbers) {
  EXPECT_TRUE(are_ratings("u.data", ratings("\t", "\t881250949")));
  EXPECT_TRUE(are_ratings("ratings.dat", ratings("::", "::978300760")));
  EXPECT_TRUE(are_ratings("r.csv", ratings(",", ",978300760")));
  EXPECT_TRUE(are_ratings("u.data", ratings("\t")));
}

TEST_F(LookForRatings, TakesNoOtherTable) {
  EXPECT_FALSE(are_ratings("r.csv", ratings(",")));  // it might be anything
  EXPECT_FALSE(are_ratings("a.csv", "user,item,rating,colour\n1,2,3,red\n"));
  EXPECT_FALSE(are_ratings("a.csv", "user,item,rating,time,colour\n1,2,3,4,red\n"));
  EXPECT_FALSE(are_ratings("a.csv", "user,item,price\n1,2,3\n"));
  EXPECT_FALSE(are_ratings("a.csv", "user,item,rating\nann,Emma,good\n"));
  EXPECT_FALSE(are_ratings("a.csv", "x,y,z\n1,2,3\n"));
  EXPECT_FALSE(are_ratings("a.csv", ""));
  EXPECT_FALSE(are_ratings("a.data", ratings("\t", "\t5")));  // no time
  EXPECT_FALSE(are_ratings("a.data", "1 2 3\n4 5 6\n"));
  EXPECT_FALSE(are_ratings("a.data", "\"never closed\n"));
  std::string measures;
  for (int i = 0; i < 30; ++i) measures += fmt::format("{}\t{}\t{}\n", i, i * 2, i * 3);
  EXPECT_FALSE(are_ratings("a.data", measures));
}

TEST_F(LookForRatings, LocatesThemBeforeTables) {
  EXPECT_EQ(layout_of(write("r.csv", "userId,movieId,rating,timestamp\n1,2,3.5,964982703\n")),
            "ratings");
  EXPECT_EQ(layout_of(write("t.csv", "age,job,income\n30,clerk,low\n")), "csv");
}

TEST_F(LookForRatings, LocatesThemInTheFoldersOfMovieLens) {
  const std::string header = "userId,movieId,rating,timestamp\n";
  write("ml/ratings.csv", header + "1,2,3.5,964982703\n");
  write("ml/movies.csv", "movieId,title,genres\n1,Toy Story,Comedy\n");
  EXPECT_EQ(layout_of(root_ / "ml"), "ratings");
  write("splits/train.csv", header + "1,2,3.5,964982703\n");
  write("splits/test.csv", header + "1,3,3.5,964982703\n");
  const auto splits = locate(root_ / "splits");
  ASSERT_EQ(splits.size(), 2U);
  EXPECT_EQ(splits[0].layout.name, "ratings");
  EXPECT_EQ(splits[1].split, "test");
}

}  // namespace
}  // namespace maas::data
