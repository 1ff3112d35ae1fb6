#include "export/safetensors/safetensors.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/randn.h>

#include "export/models.h"
#include "support/support.h"

namespace maas::exporters {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SafetensorsExport : public ::testing::Test {
 protected:
  ExportReport exported(const inference::Model& model, bool force = false) const {
    return make_safetensors({})->write(
        {.model = model, .output = output(), .former = output(), .verify = true, .force = force});
  }

  std::filesystem::path directory() const { return scratch_ / "model"; }
  std::filesystem::path output() const { return scratch_ / "plain"; }

 private:
  test::TemporaryDirectory scratch_;
};

TEST_F(SafetensorsExport, OfAPlainModelHasTheSameWeights) {
  const auto model = test::publish(directory(), test::lenet());
  const ExportReport report = exported(model);
  EXPECT_TRUE(report.verified);
  EXPECT_EQ(report.tensors, 10);
  EXPECT_THAT(report.dequantized, IsEmpty());
  const at::Tensor images = at::randn({2, 1, 28, 28});
  EXPECT_TRUE(inference::load_model(output()).forward(images).equal(model.forward(images)));
}

TEST_F(SafetensorsExport, OfAnInt8ModelIsFloatAndSaysSo) {
  const auto model = test::publish_int8(directory(), test::mlp(), "w8a16", "output");
  EXPECT_THAT(exported(model).dequantized, ElementsAre("hidden1", "hidden2"));
  const auto plain = inference::load_model(output());
  EXPECT_FALSE(plain.int8.has_value());
  const at::NoGradGuard no_grad;
  const at::Tensor images = at::randn({3, 1, 28, 28});
  EXPECT_TRUE(at::allclose(plain.forward(images), model.forward(images), 1e-4, 1e-5));
}

TEST_F(SafetensorsExport, OfAModelOfRowsKeepsWhatItLearnedOfThem) {
  const auto model = test::publish(directory(), test::of_rows());
  EXPECT_TRUE(exported(model).verified);
  const auto plain = inference::load_model(output());
  EXPECT_EQ(plain.task->encoder().text(), model.task->encoder().text());
  const at::Tensor rows = at::randn({5, model.task->encoder().shape().at(0)});
  EXPECT_EQ(plain.task->answers(plain.forward(rows)).at(0).data,
            model.task->answers(model.forward(rows)).at(0).data);
}

TEST_F(SafetensorsExport, RecordsWhereItsWeightsComeFrom) {
  const auto model = test::publish(directory(), test::mlp());
  exported(model);
  const auto lineage = inference::load_model(output()).manifest().lineage;
  ASSERT_EQ(lineage.size(), 1u);
  EXPECT_EQ(lineage[0].command, "export");
  EXPECT_EQ(lineage[0].source, model.directory.string());
}

TEST_F(SafetensorsExport, ReplacesAnotherModelOnlyWhenForced) {
  exported(test::publish(directory(), test::mlp()));
  const auto other = test::publish(directory().string() + "-2", test::mlp("tanh"));
  EXPECT_ERROR(exported(other), kCannotCreate, "has changed");
  const ExportReport report = exported(other, /*force=*/true);
  EXPECT_TRUE(report.verified);
  EXPECT_THAT(report.difference, ::testing::HasSubstr("has changed"));
}

TEST_F(SafetensorsExport, LeavesTheSameModelAsItIs) {
  const auto model = test::publish(directory(), test::mlp());
  EXPECT_EQ(exported(model).status, "complete");
  EXPECT_EQ(exported(model).status, "up-to-date");
}

}  // namespace
}  // namespace maas::exporters
