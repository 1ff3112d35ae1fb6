#include <filesystem>

#include "program/program.h"

namespace maas::test {
namespace {

namespace fs = std::filesystem;

const fs::path kPython = fs::path(MAAS_SOURCE_DIR) / "build/venv/bin/python";
const fs::path kPeer = fs::path(MAAS_SOURCE_DIR) / "tests/interop/tensorboard/tensorboard_peer.py";

/// Python's TensorBoard, from build/venv, with runs of the program.
class Tensorboard : public Program {
 protected:
  void SetUp() override {
    if (!fs::exists(kPython)) GTEST_SKIP() << kPython << " is missing: run ./bootstrap test";
  }

  nlohmann::json read(const std::string& run) const {
    return document(run_process(kPython, {kPeer, path(run)}));
  }

  /// What it is to read: the values of metrics.jsonl, rounded to the format's single precision.
  nlohmann::json recorded(const std::string& run) const {
    nlohmann::json curves;
    for (const nlohmann::json& value : values(run)) {
      const std::string tag =
          value["split"].get<std::string>() + "/" + value["name"].get<std::string>();
      curves[tag].push_back({value["step"], value["value"].get<float>()});
    }
    return curves;
  }
};

TEST_F(Tensorboard, ReadsTheValuesOfARun) {
  const Outcome outcome = maas(training("run", {"--tensorboard", "log.every=7step"}));
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const nlohmann::json read_back = read("run");
  EXPECT_EQ(read_back, recorded("run"));
  EXPECT_EQ(read_back["valid/acc"].size(), 3U);
}

TEST_F(Tensorboard, ReadsNoStepTwiceOfARunThatWasKilledAndWentOn) {
  const auto arguments = training("run", {"log.tensorboard=true", "log.every=1step"});
  Process first(MAAS_PROGRAM, arguments);
  first.wait_for_error_text("epoch 2.0");
  first.signal(SIGKILL);
  first.wait();
  const Outcome second = maas(arguments);
  ASSERT_EQ(second.status, 0) << second.err;
  const nlohmann::json read_back = read("run");
  EXPECT_EQ(read_back, recorded("run"));
  EXPECT_EQ(read_back["train/loss"].size(), 60U);
}

}  // namespace
}  // namespace maas::test
