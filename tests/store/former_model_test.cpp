#include "store/former_model.h"

#include <fstream>

#include "store/models.h"
#include "support/support.h"

namespace maas::store {
namespace {

/// A model that was made by the last step of `some_manifest`.
class Former : public ::testing::Test {
 protected:
  void SetUp() override { test::publish(model()); }

  std::filesystem::path model() const { return folder_ / "model"; }

  LineageStep step = test::some_manifest().lineage.back();
  maas::test::TemporaryDirectory folder_;
};

TEST_F(Former, IsCurrentWhereTheSameStepMadeIt) {
  const FormerModel former = former_model(model(), step, /*force=*/false);
  EXPECT_TRUE(former.is_current);
  EXPECT_EQ(former.manifest.metrics.at("test.acc"), 0.1);
}

TEST_F(Former, IsNothingWhereNothingIs) {
  const FormerModel former = former_model(folder_ / "nowhere", step, /*force=*/false);
  EXPECT_FALSE(former.is_current);
  EXPECT_EQ(former.difference, "");
}

TEST_F(Former, DiffersByEveryOptionAndItsSource) {
  step.options = {{"lr", "1"}};
  step.source_sha256 = "cd";
  const std::string difference = former_model(model(), step, /*force=*/true).difference;
  EXPECT_EQ(difference,
            "/recipes/mlp.yaml has changed; lr was absent, now 1; seed was 42, now absent");
  EXPECT_ERROR(former_model(model(), step, /*force=*/false), kCannotCreate, difference);
}

TEST_F(Former, DiffersByItsCommand) {
  step.command = "prune";
  EXPECT_EQ(former_model(model(), step, /*force=*/true).difference, "it comes from maas train");
}

TEST_F(Former, DoesNotDifferByGates) {
  step.options["gates"] = "acc >= 1: missed";
  EXPECT_TRUE(former_model(model(), step, /*force=*/false).is_current);
}

TEST_F(Former, DiffersWhereAFileIsDamaged) {
  base::write_file(model() / "model.safetensors", "weightz");
  EXPECT_THAT(former_model(model(), step, /*force=*/true).difference,
              ::testing::HasSubstr("its manifest says"));
}

TEST_F(Former, OfAModelWithoutManifestIsKnownByAllItsFiles) {
  std::filesystem::remove(model() / kModelManifest);
  const std::string before = step_from(model(), "quantize", {}).source_sha256;
  base::write_file(model() / "model.safetensors", "weightz");
  EXPECT_NE(step_from(model(), "quantize", {}).source_sha256, before);
}

TEST_F(Former, OfAModelThatIsNotAsItsManifestSaysIsKnownByAllItsFiles) {
  const std::string whole = step_from(model(), "quantize", {}).source_sha256;
  base::write_file(model() / "model.safetensors", "weightz");
  const std::string altered = step_from(model(), "quantize", {}).source_sha256;
  EXPECT_NE(altered, whole);
  base::write_file(model() / "model.safetensors", "weightx");
  EXPECT_NE(step_from(model(), "quantize", {}).source_sha256, altered);
}

}  // namespace
}  // namespace maas::store
