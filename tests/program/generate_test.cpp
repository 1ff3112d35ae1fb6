#include <span>

#include "formats/image/image.h"
#include "program/program.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;

class Generate : public Program {
 protected:
  void train(const std::string& recipe, const std::string& run) const {
    const Outcome outcome =
        maas({"train", "builtin:fashion_mnist/" + recipe, "-o", path(run), "train.until=2step",
              "schedule.warmup=1step", "data.train.limit=96", "data.test.limit=24", "~gates"});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
  }

  std::string made(const std::vector<std::string>& flags) const {
    std::vector<std::string> arguments = {"generate", path("vae"), "-o", path("p.png"), "--force"};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    const Outcome outcome = maas(arguments);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return content_of(path("p.png"));
  }

  static formats::Image decoded(const std::string& png) {
    return formats::decode_image(std::as_bytes(std::span(png)), "it");
  }

  /// Expects a refusal of a request to the autoencoder.
  void refused(const std::vector<std::string>& flags, int status, const std::string& part) const {
    std::vector<std::string> arguments = {"generate", path("vae")};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    const Outcome outcome = maas(arguments);
    EXPECT_EQ(outcome.status, status) << part;
    EXPECT_THAT(outcome.err, HasSubstr(part));
  }
};

TEST_F(Generate, MakesTheSamePicturesByTheSameSeedAndTheFirstOnesWhateverTheCount) {
  train("vae", "vae");
  const std::string one = made({"--seed", "5"});
  EXPECT_EQ(made({"--seed", "5", "--threads", "1"}), one);
  EXPECT_NE(made({"--seed", "6"}), one);
  const formats::Image picture = decoded(one);
  EXPECT_EQ(picture.shape(), (formats::ImageShape{1, 28, 28}));
  const formats::Image grid = decoded(made({"--seed", "5", "--count", "5"}));
  EXPECT_EQ(grid.shape(), (formats::ImageShape{1, 62, 92}));  // 2 rows of 3, and gaps of 2
  for (std::size_t line = 0; line < 28; ++line) {
    EXPECT_TRUE(std::equal(picture.pixels.begin() + 28 * line,
                           picture.pixels.begin() + 28 * (line + 1),
                           grid.pixels.begin() + 92 * (line + 2) + 2))
        << line;
  }
}

TEST_F(Generate, SaysWhereAndWhatItMade) {
  train("wgan_gp", "vae");
  EXPECT_EQ(maas({"generate", path("vae"), "-o", path("a.png")}).out, path("a.png") + "\n");
  const auto told = document(
      maas({"generate", path("vae"), "-o", path("b.png"), "--count", "2", "--json", "--dry-run"}));
  EXPECT_EQ(told["schema"], "maas.generate/v1");
  EXPECT_EQ(told["media"], "image/png");
  EXPECT_EQ(told["output"], path("b.png"));
  EXPECT_EQ(told["count"], 2);
  EXPECT_TRUE(told["dry_run"]);
  EXPECT_FALSE(std::filesystem::exists(path("b.png")));
}

TEST_F(Generate, RefusesWhatPicturesAreNotMadeBy) {
  train("vae", "vae");
  made({});
  refused({}, 2, "generate needs a place to write a picture to\n  -o FILE.png says where");
  refused({"-o", path("a.jpg")}, 2, "does not end in .png");
  refused({"-o", path("p.png")}, 73, "it is there\n  pass --force to replace it");
  refused({"-o", path("a.png"), "--count", "0"}, 2, "--count");
  refused({"-o", path("a.png"), "-p", "a shoe"}, 2, "--prompt 'a shoe': the model makes pictures");
  refused({"-o", path("a.png"), "--top-k", "4"}, 2, "--top-k 4: the model makes pictures");
  refused({"-o", path("a.png"), "--device", "abacus"}, 2, "abacus");
}

TEST_F(Generate, IsRefusedByAClassifierByName) {
  train("mlp", "vae");
  refused({"-o", path("a.png")}, 2, "has learned image-classification, which does not generate");
}

TEST_F(Generate, RefusesToExportOrShrinkTwoNetworksAsOne) {
  train("wgan_gp", "gan");
  const Outcome onnx = maas({"export", path("gan"), "-o", path("gan.onnx")});
  EXPECT_EQ(onnx.status, 78);
  EXPECT_THAT(onnx.err, HasSubstr("'wgan-gp' is a generator and a critic, two networks"));
  const Outcome narrow = maas({"prune", path("gan"), "-o", path("small"), "--structured",
                               "channels", "--target-params", "0.5"});
  EXPECT_EQ(narrow.status, 78);
  EXPECT_THAT(narrow.err, HasSubstr("'wgan-gp' is a generator and a critic, two networks"));
  EXPECT_EQ(maas({"export", path("gan"), "-o", path("gan"), "--format", "safetensors"}).status, 73);
}

}  // namespace
}  // namespace maas::test
