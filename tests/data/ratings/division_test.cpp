#include "data/ratings/division.h"

#include <algorithm>

#include "base/files.h"
#include "data/divide.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

class DivideRatings : public ::testing::Test {
 protected:
  fs::path write(const std::string& name, const std::string& text) const {
    base::write_file(root_ / name, text);
    return root_ / name;
  }

  std::string divided(const fs::path& source, const std::string& name) {
    divide({.source = source,
            .output = root_ / "out",
            .shares = {{"train", 0.8}, {"test", 0.2}},
            .seed = 1},
           progress_);
    return base::read_file(root_ / "out" / name);
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(DivideRatings, WritesTheHeaderInEachSplit) {
  const std::string header = "user_id:token\titem_id:token\trating:float\n";
  std::string text = header;
  for (int i = 0; i < 20; ++i) text += fmt::format("{}\t{}\t{}\n", i % 4, i, i % 5);
  text.pop_back();  // the last line has no end
  const fs::path source = write("a.inter", text);
  const std::string train = divided(source, "train.inter");
  const std::string test = base::read_file(root_ / "out/test.inter");
  EXPECT_THAT(train, ::testing::StartsWith(header));
  EXPECT_THAT(test, ::testing::StartsWith(header));
  EXPECT_EQ(train.size() + test.size(), text.size() + 1 + header.size());
  EXPECT_EQ(std::ranges::count(test, '\n'), 5);
}

TEST_F(DivideRatings, WritesNoHeaderWhereThereIsNone) {
  std::string text;
  for (int i = 0; i < 20; ++i) text += fmt::format("{}::{}::{}::978300760\n", i % 4, i % 7, i % 5);
  const std::string train = divided(write("ratings.dat", text), "train.dat");
  EXPECT_EQ(std::ranges::count(train, '\n'), 16);
}

TEST_F(DivideRatings, RefusesBrokenOnesAndTargets) {
  std::string text;
  for (int i = 0; i < 20; ++i) text += fmt::format("{}::{}::{}::978300760\n", i % 4, i % 7, i % 5);
  const fs::path whole = write("ratings.dat", text);
  EXPECT_ERROR(divide({.source = whole, .output = root_ / "out", .target = "user"}, progress_),
               kUsage, "--target");
  std::string later;
  while (later.size() < (1 << 16)) later += text;
  EXPECT_ERROR(divided(write("b.dat", later + "1::2::good::978300760\n"), "train.dat"),
               kInvalidData, "ratings is broken, first");
}

TEST_F(DivideRatings, LeavesTablesToOthers) {
  EXPECT_EQ(divisible_ratings(write("r.csv", "userId,movieId,rating\n1,2,3\n")), nullptr);
  EXPECT_EQ(divisible_ratings(write("r.dat", "no ratings\n")), nullptr);
}

}  // namespace
}  // namespace maas::data
