#include "formats/idx/idx.h"
#include "formats/image/image.h"
#include "program/program.h"

namespace maas::test {
namespace {

namespace fs = std::filesystem;

const fs::path kFashion = "/usr/share/datasets/fashion-mnist";

/// Pictures that the program has never seen, as PNG files in a folder per class.
class Init : public Program {
 protected:
  /// @param files  train or t10k
  std::string write_pictures(const std::string& files, std::int64_t count) const {
    const auto images =
        formats::read_idx_start(kFashion / (files + "-images-idx3-ubyte.gz"), count);
    const auto labels = formats::read_idx(kFashion / (files + "-labels-idx1-ubyte.gz"));
    constexpr std::size_t kArea = 28 * 28;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
      const fs::path folder = fs::path(path(files)) / fmt::format("class{}", labels.values[i]);
      fs::create_directories(folder);
      const auto pixels = images.values.subspan(i * kArea, kArea);
      std::ofstream(folder / fmt::format("{:05}.png", i), std::ios::binary)
          << formats::encode_png({1, 28, 28, {pixels.begin(), pixels.end()}});
    }
    return path(files);
  }

  /// Trains on the recipe that `init` prints, unedited but for `more`.
  nlohmann::json train_unedited(std::int64_t count, const std::vector<std::string>& more = {}) {
    const Outcome drafted =
        maas({"recipe", "init", write_pictures("train", count), "-o", path("r.yaml")});
    EXPECT_EQ(drafted.status, 0) << drafted.err;
    std::vector<std::string> arguments = {"train", path("r.yaml"), "-o", path("run"), "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome trained = maas(arguments);
    EXPECT_EQ(trained.status, 0) << trained.err;
    return document(trained);
  }
};

TEST_F(Init, DraftsARecipeWhoseTestPicturesAreKeptApart) {
  const auto report = train_unedited(200, {"train.until=1epoch"});
  EXPECT_TRUE(report["metrics"].contains("test.acc"));
  const auto judged = document(maas({"eval", path("run"), "--json"}));
  EXPECT_EQ(judged["metrics"]["acc"], report["metrics"]["test.acc"]);
  const std::int64_t trained = document(
      maas({"eval", path("run"), "--split", "train", "--seen", "mark", "--json"}))["samples"];
  const std::int64_t valid =
      document(maas({"eval", path("run"), "--split", "valid", "--json"}))["samples"];
  EXPECT_EQ(trained + valid + judged["samples"].get<std::int64_t>(), 200);
}

class SlowInit : public Init {};

TEST_F(SlowInit, OnThreeThousandPicturesTrainsToASensibleScoreInUnderTwoMinutes) {
  const auto start = std::chrono::steady_clock::now();
  train_unedited(3000);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  EXPECT_LT(seconds.count(), 120);
  const auto judged =
      document(maas({"eval", path("run"), "--data", write_pictures("t10k", 2000), "--json"}));
  EXPECT_GE(judged["metrics"]["acc"], 0.8);
}

}  // namespace
}  // namespace maas::test
