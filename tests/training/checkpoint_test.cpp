#include "training/checkpoint.h"

#include <fstream>

#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros_like.h>

#include "base/files.h"
#include "base/hashing.h"
#include "recipe/write.h"
#include "support/support.h"

namespace maas::training {
namespace {

State state_at(std::int64_t step) {
  return {.step = step,
          .best = {true, 0.25, 120},
          .watch = {true, 0.1 + 0.2, 60},
          .loss_sum = 1.0 / 3,
          .loss_samples = 77,
          .metrics_bytes = 4242,
          .metrics = {{"valid.acc", 0.8125}, {"valid.f1.T-shirt/top", 2.0 / 3}}};
}

class Checkpoint : public ::testing::Test {
 protected:
  Checkpoint() {
    saved_ = {.model = {{"fc.weight", at::randn({4, 3})}, {"fc.bias", at::randn({4})}},
              .optimizer = {{"mean.fc.weight", at::randn({4, 3})}},
              .best = {{"fc.weight", at::randn({4, 3})}}};
    save_checkpoint(at_, saved_, state_at(120));
  }

  static tensor::NamedTensors blank(const tensor::NamedTensors& tensors) {
    tensor::NamedTensors blank;
    for (const auto& [name, tensor] : tensors) blank.emplace_back(name, at::zeros_like(tensor));
    return blank;
  }
  Snapshot blank() const {
    return {blank(saved_.model), blank(saved_.optimizer), blank(saved_.best)};
  }

  static bool equal(const tensor::NamedTensors& a, const tensor::NamedTensors& b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (!a[i].second.equal(b[i].second)) return false;
    }
    return a.size() == b.size();
  }
  static bool equal(const Snapshot& a, const Snapshot& b) {
    return equal(a.model, b.model) && equal(a.optimizer, b.optimizer) && equal(a.best, b.best);
  }

  /// Loads, and expects the error and no tensor changed.
  void expect_refused(const std::string& part) const {
    const Snapshot target = blank();
    EXPECT_ERROR(load_checkpoint(at_, target), kInvalidData, part);
    EXPECT_TRUE(equal(target, blank())) << "tensors were changed";
  }

  static void overwrite(const std::filesystem::path& path, const std::string& content) {
    std::ofstream(path, std::ios::binary) << content;
  }

  test::TemporaryDirectory directory_;
  std::filesystem::path at_ = directory_ / "step-000120";
  Snapshot saved_;
};

TEST_F(Checkpoint, GivesBackTensorsAndState) {
  const Snapshot loaded = blank();
  const State state = load_checkpoint(at_, loaded).state;
  EXPECT_TRUE(equal(loaded, saved_));
  EXPECT_EQ(state.step, 120);
  EXPECT_EQ(state.best.value, 0.25);
  EXPECT_EQ(state.watch.value, 0.1 + 0.2);
  EXPECT_EQ(state.loss_sum, 1.0 / 3);
  EXPECT_EQ(state.loss_samples, 77);
  EXPECT_EQ(state.metrics_bytes, 4242);
  EXPECT_EQ(state.metrics, state_at(120).metrics);
}

TEST_F(Checkpoint, OfTheSameStateHasTheSameBytes) {
  save_checkpoint(directory_ / "again", saved_, state_at(120));
  for (const auto& entry : std::filesystem::directory_iterator(at_)) {
    EXPECT_EQ(base::read_file(entry.path()),
              base::read_file(directory_ / "again" / entry.path().filename()))
        << entry.path();
  }
}

TEST_F(Checkpoint, HasNoBestBeforeThereIsOne) {
  State state = state_at(120);
  state.best = {};
  save_checkpoint(directory_ / "early", saved_, state);
  EXPECT_FALSE(std::filesystem::exists(directory_ / "early" / "best.safetensors"));
  const Snapshot loaded = blank();
  load_checkpoint(directory_ / "early", loaded);
  EXPECT_TRUE(equal(loaded.model, saved_.model));
}

TEST_F(Checkpoint, ReplacesOneOfTheSameStep) {
  saved_.model[0].second.zero_();
  save_checkpoint(at_, saved_, state_at(120));
  const Snapshot loaded = blank();
  load_checkpoint(at_, loaded);
  EXPECT_TRUE(equal(loaded, saved_));
}

TEST_F(Checkpoint, WithoutOneOfItsFilesIsRefused) {
  for (const char* name : {"model.safetensors", "optim.safetensors", "best.safetensors"}) {
    save_checkpoint(at_, saved_, state_at(120));
    std::filesystem::remove(at_ / name);
    expect_refused(std::string(name) + ": the file is missing");
  }
}

TEST_F(Checkpoint, WithoutItsStateIsRefused) {
  std::filesystem::remove(at_ / "state.json");
  expect_refused("state.json: the file is missing");
}

TEST_F(Checkpoint, WithADirectoryInThePlaceOfAFileIsRefused) {
  for (const char* name : {"model.safetensors", "state.json"}) {
    save_checkpoint(at_, saved_, state_at(120));
    std::filesystem::remove(at_ / name);
    std::filesystem::create_directory(at_ / name);
    expect_refused("it is a folder, no regular file");
  }
}

TEST_F(Checkpoint, WithATruncatedFileIsRefused) {
  for (const char* name : {"model.safetensors", "optim.safetensors", "best.safetensors"}) {
    save_checkpoint(at_, saved_, state_at(120));
    const std::string whole = base::read_file(at_ / name);
    overwrite(at_ / name, whole.substr(0, whole.size() - 1));
    expect_refused(std::string(name) + ":");
  }
}

TEST_F(Checkpoint, WithATruncatedStateIsRefused) {
  const std::string whole = base::read_file(at_ / "state.json");
  for (std::size_t length = 0; length + 2 < whole.size(); ++length) {
    overwrite(at_ / "state.json", whole.substr(0, length));
    expect_refused("state.json");
  }
}

TEST_F(Checkpoint, WithAnAlteredByteIsRefused) {
  for (const char* name : {"model.safetensors", "optim.safetensors", "best.safetensors"}) {
    save_checkpoint(at_, saved_, state_at(120));
    const std::string whole = base::read_file(at_ / name);
    base::Random random(1);
    for (int i = 0; i < 20; ++i) {
      std::string altered = whole;
      altered[random.below(altered.size())] ^= static_cast<char>(1 << random.below(8));
      overwrite(at_ / name, altered);
      expect_refused(std::string(name) + ": the content is not what was written");
    }
  }
}

/// White space may change, and a digit that makes no other number.
TEST_F(Checkpoint, WithAnAlteredByteInItsStateIsRefusedOrMeansTheSame) {
  const std::string whole = base::read_file(at_ / "state.json");
  const auto expected = recipe::to_json_of(state_at(120));
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string altered = whole;
    altered[i] ^= 1;
    overwrite(at_ / "state.json", altered);
    const Snapshot target = blank();
    try {
      EXPECT_EQ(recipe::to_json_of(load_checkpoint(at_, target).state), expected) << i;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kInvalidData) << error.what();
      EXPECT_TRUE(equal(target, blank()));
    }
  }
}

TEST_F(Checkpoint, OfAnotherSchemaIsRefused) {
  for (const char* json :
       {"{}", "[]", "7", R"({"schema": "maas.checkpoint/v2"})", R"({"schema": 1, "state": {}})"}) {
    overwrite(at_ / "state.json", json);
    expect_refused("schema is not maas.checkpoint/v1");
  }
}

TEST_F(Checkpoint, OfAnotherNetworkIsRefusedWhole) {
  saved_.best[0].second = at::ones({2, 2});
  expect_refused("tensor 'fc.weight' is [4, 3], the network takes [2, 2]");
}

}  // namespace
}  // namespace maas::training
