#include "interop/serving/server.h"

namespace maas::test {
namespace {

/// NVIDIA's client, from build/venv.
class TritonClient : public ServedModel {
 protected:
  static constexpr const char* kPython = MAAS_SOURCE_DIR "/build/venv/bin/python";
  static constexpr const char* kPeer = MAAS_SOURCE_DIR "/tests/interop/serving/triton_peer.py";

  void SetUp() override {
    if (!std::filesystem::exists(kPython)) {
      GTEST_SKIP() << kPython << " is missing: run ./bootstrap test";
    }
    ServedModel::SetUp();
  }
};

TEST_F(TritonClient, FindsTheModelAndGetsWhatPredictSays) {
  const Outcome outcome =
      run_process(kPython, {kPeer, address(), "lenet", kPictures, std::to_string(kCount)});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const nlohmann::json answer = document(outcome);
  expect_agreement(answer["labels"], answer["probabilities"]);
}

}  // namespace
}  // namespace maas::test
