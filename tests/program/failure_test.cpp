#include "program/program.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;

class Failure : public Program {
 protected:
  /// Runs a training whose files may have so many KiB only.
  Outcome with_file_limit(const std::string& run, int kibibytes) const {
    std::string command = "ulimit -f " + std::to_string(kibibytes) + "; exec " MAAS_PROGRAM;
    for (const std::string& argument : training(run)) command += " '" + argument + "'";
    return run_process("/bin/bash", {"-c", command});
  }

  /// A folder with Fashion-MNIST's files, the training pictures cut short.
  std::string truncated_data() const {
    const std::string folder = path("data");
    std::filesystem::create_directories(folder);
    for (const auto& entry :
         std::filesystem::directory_iterator("/usr/share/datasets/fashion-mnist")) {
      std::filesystem::copy(entry.path(), folder);
    }
    std::filesystem::resize_file(folder + "/train-images-idx3-ubyte.gz", 100'000);
    return folder;
  }
};

TEST_F(Failure, ALossThatIsNotFiniteIs1AndNamesTheStep) {
  const Outcome outcome = maas(training("nan", {"optim.lr=1e30", "checkpoint.every=1step"}));
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.err, HasSubstr("step "));
  EXPECT_THAT(outcome.err, HasSubstr("the last checkpoint is kept"));
  EXPECT_FALSE(std::filesystem::exists(path("nan") + "/model"));
}

TEST_F(Failure, AMissedGateIs3WithTheModelPublishedAndIs3AgainWithoutTraining) {
  const auto arguments = training("gate", {"gates.test.acc=>= 0.999", "--json"});
  for (const char* status : {"complete", "up-to-date"}) {
    const Outcome outcome = maas(arguments);
    EXPECT_EQ(outcome.status, 3);
    EXPECT_THAT(outcome.err, HasSubstr("gate not met: test.acc >= 0.999"));
    EXPECT_EQ(document(outcome)["status"], status);
    EXPECT_EQ(document(outcome)["gates"][0]["met"], false);
  }
  EXPECT_TRUE(std::filesystem::exists(path("gate") + "/model/model.safetensors"));
}

TEST_F(Failure, TruncatedDataIs65) {
  const Outcome outcome = maas(training("truncated", {"vars.folder=" + truncated_data()}));
  EXPECT_EQ(outcome.status, 65);
  EXPECT_THAT(outcome.err, HasSubstr("train-images-idx3-ubyte.gz"));
}

TEST_F(Failure, MissingDataAre66) {
  EXPECT_EQ(maas(training("missing", {"vars.folder=" + path("nothing")})).status, 66);
}

TEST_F(Failure, ARecipeWhosePartsDoNotGoTogetherIs78AndLeavesNothing) {
  EXPECT_EQ(maas(training("misfit", {"schedule.warmup=50epoch"})).status, 78);
  EXPECT_FALSE(std::filesystem::exists(path("misfit")));
}

TEST_F(Failure, ResumingWhatIsNotThereIs66AndLeavesNothing) {
  EXPECT_EQ(maas(training("nothing", {"--resume", "must"})).status, 66);
  EXPECT_FALSE(std::filesystem::exists(path("nothing")));
}

TEST_F(Failure, AMissingModelIs66) {
  EXPECT_EQ(maas({"eval", path("nothing")}).status, 66);
}

TEST_F(Failure, AnUnknownMetricInAGateIs2) {
  ASSERT_EQ(maas(training("run")).status, 0);
  const Outcome outcome = maas({"eval", path("run"), "--gate", "acd>=0.5", "--limit", "64"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("did you mean"));
}

TEST_F(Failure, AnOutputDirectoryOfSomebodyElseIs73) {
  std::filesystem::create_directories(path("foreign"));
  std::ofstream(path("foreign") + "/thesis.tex") << "precious";
  EXPECT_EQ(maas(training("foreign", {"--force"})).status, 73);
  EXPECT_EQ(content_of(path("foreign") + "/thesis.tex"), "precious");
}

TEST_F(Failure, AnUnavailableDeviceIs69) {
  EXPECT_EQ(maas(training("cuda", {"--device", "cuda"})).status, 69);
}

TEST_F(Failure, AFullDiskIs74AndNothingIsLost) {
  const std::string expected = undisturbed_weights();
  const Outcome full = with_file_limit("full", /*kibibytes=*/300);
  EXPECT_EQ(full.status, 74) << full.err;
  EXPECT_FALSE(std::filesystem::exists(path("full") + "/model"));
  const Outcome again = maas(training("full"));
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(weights("full"), expected);
}

}  // namespace
}  // namespace maas::test
