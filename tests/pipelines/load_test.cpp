#include "inference/model.h"

#include <functional>

#include "formats/json/json.h"
#include "maas/bench.h"
#include "maas/eval.h"
#include "maas/export.h"
#include "maas/predict.h"
#include "maas/prune.h"
#include "maas/serve.h"
#include "maas/train.h"
#include "pipelines/compressible.h"
#include "support/altered.h"

namespace maas {
namespace {

using inference::load_model;
using testing::HasSubstr;

/// Uses of a model directory.
class Load : public test::Compressible {
 protected:
  std::filesystem::path weights() const { return model() / "model.safetensors"; }

  TrainReport start_from_it() {
    recipe.model.from = {model().string()};
    return maas::train({.options = {.output = {(folder_ / "run").string()}}, .recipe = recipe},
                       progress);
  }

  void ask() {
    const std::string picture = (folder_ / "data/t10k-images-idx3-ubyte[0]").string();
    predict({.model = {model().string()}, .inputs = {picture}}, {}, progress);
  }

  void answer() {
    serve(
        {.model = {model().string()}, .listen = "127.0.0.1:0"},
        [](const ServeReport&) { ADD_FAILURE() << "it is served"; }, progress);
  }
};

TEST_F(Load, RefusesAModelWhoseWeightsWereAltered) {
  test::flip_last_byte(weights());
  EXPECT_ERROR(load_model(model()), kInvalidData, "model.safetensors' has SHA-256 ");
  try {
    load_model(model());
  } catch (const Error& error) {
    EXPECT_THAT(error.hint(), HasSubstr("--no-verify"));
  }
}

TEST_F(Load, RefusesAModelOfWhichAnyFileWasAltered) {
  const auto files = store::read_model_manifest(model()).files;
  EXPECT_GE(files.size(), 4U);
  for (const auto& [name, record] : files) {
    publish();
    test::flip_last_byte(model() / name);
    EXPECT_ERROR(load_model(model()), kInvalidData, name + "' has SHA-256 ");
  }
}

TEST_F(Load, RefusesAnAlteredModelWhateverItIsFor) {
  test::flip_last_byte(weights());
  const CompressOptions common{.model = {model().string()}, .output = {output().string()}};
  const std::vector<std::function<void()>> uses = {
      [&] { eval({.options = {.model = common.model}, .recipe = {}}, progress); },
      [&] { ask(); },
      [&] { answer(); },
      [&] { bench({.model = common.model}, progress); },
      [&] { quantize({.common = common}, progress); },
      [&] { prune({.common = common, .sparsity = 0.5}, nullptr, progress); },
      [&] { export_model({.model = common.model, .output = common.output}, progress); },
      [&] { start_from_it(); },
  };
  for (const auto& use : uses) EXPECT_ERROR(use(), kInvalidData, "its manifest says");
  EXPECT_THAT(entries(), testing::ElementsAre("data", "model"));
}

TEST_F(Load, RefusesAnAlteredBaseline) {
  std::filesystem::copy(model(), output());
  test::flip_last_byte(output() / "model.safetensors");
  EXPECT_ERROR(eval({.options = {.model = {model().string()}, .baseline = {output().string()}},
                     .recipe = {}},
                    progress),
               kInvalidData, "its manifest says");
}

TEST_F(Load, RemembersWhatItHasCheckedAndHashesAgainWhereAsked) {
  const auto files = store::read_model_manifest(model()).files;
  test::flip_last_byte(weights());
  test::remember_digest(weights(), files.at("model.safetensors").sha256);
  EXPECT_NO_THROW(load_model(model()));
  EXPECT_ERROR(load_model(model(), DigestCheck::kAgain), kInvalidData, "its manifest says");
}

TEST_F(Load, SkipsTheCheckWhereAsked) {
  test::flip_last_byte(weights());
  EXPECT_NO_THROW(load_model(model(), DigestCheck::kNone));
  std::filesystem::resize_file(weights(), std::filesystem::file_size(weights()) - 1);
  EXPECT_ERROR(load_model(model(), DigestCheck::kNone), kInvalidData, "bytes, its manifest says");
}

TEST_F(Load, TakesADirectoryThatRecordsNoDigestsAsItIs) {
  test::flip_last_byte(weights());
  auto manifest = formats::read_json<formats::OrderedJson>(model() / store::kModelManifest);
  manifest.erase("files");
  formats::write_json(model() / store::kModelManifest, manifest);
  EXPECT_NO_THROW(load_model(model()));
  std::filesystem::remove(model() / store::kModelManifest);
  EXPECT_NO_THROW(load_model(model()));
}

}  // namespace
}  // namespace maas
