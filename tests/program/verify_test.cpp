#include "formats/json/json.h"
#include "program/program.h"
#include "support/altered.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;

/// Every command that loads a model.
class Verification : public Program {
 protected:
  void SetUp() override {
    const Outcome outcome = maas(training("run"));
    ASSERT_EQ(outcome.status, 0) << outcome.err;
  }

  std::string weights_file() const { return path("run") + "/model/model.safetensors"; }

  std::vector<std::vector<std::string>> commands() const {
    const std::string model = path("run");
    return {{"eval", model, "--limit", "64"},
            {"predict", model, "/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz[0]"},
            {"serve", model, "--listen", "127.0.0.1:0", "--dry-run"},
            {"bench", model, "--batch", "1", "--duration", "0.01s", "--iterations", "1"},
            {"quantize", model, "-o", path("int8"), "--limit", "64"},
            {"prune", model, "-o", path("sparse"), "--sparsity", "0.5", "--limit", "64"},
            {"export", model, "-o", path("m.onnx")},
            training("next", {"model.from=" + model})};
  }

  /// Runs a command with one more flag.
  Outcome with(std::vector<std::string> command, const std::string& flag) const {
    command.push_back(flag);
    return maas(command);
  }
};

TEST_F(Verification, OfAnAlteredModelIs65AndNamesTheFileUnlessItIsSkipped) {
  flip_last_byte(weights_file());
  for (const auto& command : commands()) {
    const Outcome refused = maas(command);
    EXPECT_EQ(refused.status, 65) << command.front() << refused.err;
    EXPECT_EQ(refused.out, "");
    EXPECT_THAT(refused.err, HasSubstr(weights_file() + "' has SHA-256 "));
    EXPECT_THAT(refused.err, HasSubstr("--no-verify"));
    const Outcome taken = with(command, "--no-verify");
    EXPECT_EQ(taken.status, 0) << command.front() << taken.err;
  }
}

TEST_F(Verification, IsDoneAgainWhereAskedAndElseRemembered) {
  const std::filesystem::path weights = weights_file();
  const auto manifest = formats::read_json(weights.parent_path() / "maas.json");
  flip_last_byte(weights);
  for (const auto& command : commands()) {
    remember_digest(weights, manifest["files"]["model.safetensors"]["sha256"]);
    const Outcome taken = maas(command);
    EXPECT_EQ(taken.status, 0) << command.front() << taken.err;
    const Outcome refused = with(command, "--verify");
    EXPECT_EQ(refused.status, 65) << command.front() << refused.err;
    EXPECT_THAT(refused.err, HasSubstr("its manifest says"));
  }
}

}  // namespace
}  // namespace maas::test
