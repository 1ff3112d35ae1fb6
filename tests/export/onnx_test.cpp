#include "export/onnx/onnx.h"

#include <fstream>

#include "base/files.h"
#include "export/models.h"
#include "export/onnx/evaluate.h"
#include "export/onnx/verify.h"
#include "formats/onnx/onnx.h"
#include "support/support.h"

namespace maas::exporters {
namespace {

class OnnxExport : public ::testing::Test {
 protected:
  std::filesystem::path output() const { return scratch_ / "model.onnx"; }

  ExportReport exported(const inference::Model& model, const OnnxOptions& options = {},
                        bool force = false) const {
    return make_onnx(options)->write(
        {.model = model, .output = output(), .former = output(), .verify = true, .force = force});
  }

  formats::OnnxModel read_back() const {
    const base::MappedFile file(output());
    return formats::parse_onnx(file.bytes(), "model.onnx", file.owner());
  }

  std::filesystem::path directory() const { return scratch_ / "model"; }

 private:
  test::TemporaryDirectory scratch_;
};

TEST_F(OnnxExport, OfAnMlpComputesTheSame) {
  for (const char* activation : {"relu", "gelu", "tanh", "sigmoid"}) {
    test::TemporaryDirectory scratch;
    const auto model = test::publish(scratch / "model", test::mlp(activation));
    EXPECT_LT(exported(model, {}, /*force=*/true).largest_difference, 1e-5) << activation;
  }
}

TEST_F(OnnxExport, OfALenetComputesTheSame) {
  const ExportReport report = exported(test::publish(directory(), test::lenet()));
  EXPECT_TRUE(report.verified);
  EXPECT_LT(report.largest_difference, 1e-5);
}

TEST_F(OnnxExport, OfAResnetComputesTheSame) {
  const ExportReport report = exported(test::publish(directory(), test::resnet()));
  EXPECT_TRUE(report.verified);
  EXPECT_LT(report.largest_difference, 1e-5);
}

TEST_F(OnnxExport, OfRecurrentLayersComputesTheSameForAnyLength) {
  for (const char* cell : {"lstm", "gru"}) {
    for (const bool bidirectional : {false, true}) {
      test::TemporaryDirectory scratch;
      const auto model = test::publish(
          scratch / "model",
          test::of_texts(
              cell, {.embedding = 6, .hidden = 5, .layers = 2, .bidirectional = bidirectional}));
      EXPECT_LT(exported(model, {}, /*force=*/true).largest_difference, 1e-5) << cell;
    }
  }
}

TEST_F(OnnxExport, OfAModelOfTextsTakesTokensOfAnyNumber) {
  exported(test::publish(directory(), test::of_texts("gru")));
  const formats::OnnxModel onnx = read_back();
  ASSERT_EQ(onnx.inputs.size(), 2U);
  EXPECT_EQ(onnx.inputs[0].name, "ids");
  EXPECT_EQ(onnx.inputs[0].type, formats::OnnxType::kInt64);
  EXPECT_EQ(onnx.inputs[0].shape,
            (std::vector<formats::OnnxDimension>{std::string("N"), std::string("T")}));
  EXPECT_EQ(onnx.inputs[1].name, "lengths");
  EXPECT_TRUE(onnx.metadata.contains("tokenizer"));
  EXPECT_EQ(onnx.metadata.at("max_words"), "256");
}

TEST_F(OnnxExport, OfRecurrentLayersInInt8IsRefused) {
  const auto model = test::publish_int8(directory(), test::of_texts("lstm"), "w8a8", "embedding");
  EXPECT_ERROR(exported(model), kInvalidRecipe, "is held in int8");
}

TEST_F(OnnxExport, OfAModelOfRowsTakesFeaturesAndGivesTheValueInItsUnit) {
  const auto model = test::publish(directory(), test::of_rows());
  EXPECT_LT(exported(model).largest_difference, 1e-5);
  const formats::OnnxModel onnx = read_back();
  EXPECT_EQ(onnx.inputs.at(0).name, "features");
  EXPECT_EQ(onnx.outputs.at(0).name, "value");
  const at::Tensor rows = at::randn({4, model.task->encoder().shape().at(0)});
  const at::Tensor values = onnx::evaluate(onnx, {rows}).flatten();
  const auto answer = model.task->answers(model.forward(rows));
  const auto& expected = std::get<std::vector<float>>(answer.at(0).data);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(values[static_cast<std::int64_t>(i)].item<float>(), expected[i], 1e-2);
  }
}

TEST_F(OnnxExport, OfAModelOfRowsSaysWhatItsFeaturesAre) {
  exported(test::publish(directory(), test::of_rows()));
  const auto metadata = read_back().metadata;
  EXPECT_EQ(metadata.at("task"), "tabular-regression");
  EXPECT_THAT(metadata.at("columns"), ::testing::HasSubstr(R"("name":"floor")"));
  EXPECT_FALSE(metadata.contains("labels"));
  EXPECT_FALSE(metadata.contains("preprocessor_config"));
}

TEST_F(OnnxExport, OfAModelOfRowsHasNoPreprocessing) {
  const auto model = test::publish(directory(), test::of_rows());
  EXPECT_ERROR(exported(model, {.with_preprocessing = true}), kInvalidRecipe,
               "with_preprocessing is for pictures, which tabular-regression does not take");
}

TEST_F(OnnxExport, FoldsBatchNormsIntoConvolutionsWhereAsked) {
  const auto model = test::publish(directory(), test::resnet());
  const auto norms = [&] {
    return std::ranges::count(read_back().nodes, "BatchNormalization", &formats::OnnxNode::op);
  };
  exported(model);
  EXPECT_EQ(norms(), 8);
  const ExportReport report = exported(model, {.fold_batch_norm = true}, /*force=*/true);
  EXPECT_LT(report.largest_difference, 1e-5);
  EXPECT_EQ(norms(), 0);
}

TEST_F(OnnxExport, KeepsBatchNormsBehindIntegerWeights) {
  const auto model = test::publish_int8(directory(), test::resnet(), "w8a8", "classifier.1");
  exported(model, {.fold_batch_norm = true});
  EXPECT_EQ(std::ranges::count(read_back().nodes, "BatchNormalization", &formats::OnnxNode::op), 8);
}

TEST_F(OnnxExport, ReportsTheFilesSizeAndItsConstants) {
  const ExportReport report = exported(test::publish(directory(), test::lenet()));
  EXPECT_EQ(report.bytes, static_cast<std::int64_t>(std::filesystem::file_size(output())));
  EXPECT_EQ(report.tensors, 11);  // five layers' weights and biases, one shape
}

TEST_F(OnnxExport, SaysWhoWroteItAndWhatTheClassesAre) {
  exported(test::publish(directory(), test::lenet()));
  const formats::OnnxModel onnx = read_back();
  EXPECT_EQ(onnx.ir_version, 8);
  EXPECT_EQ(onnx.opset, 17);
  EXPECT_EQ(onnx.producer, "maas");
  EXPECT_EQ(onnx.name, "lenet");
  EXPECT_EQ(onnx.metadata.at("labels"), R"(["bag","boot","shirt"])");
}

TEST_F(OnnxExport, WithPreprocessingTakesPixelsAsTheyAreRead) {
  const auto model = test::publish(directory(), test::lenet());
  const ExportReport report = exported(model, {.with_preprocessing = true});
  EXPECT_LT(report.largest_difference, 1e-5);
  EXPECT_EQ(read_back().inputs.at(0).type, formats::OnnxType::kUint8);
}

TEST_F(OnnxExport, OfW8a16KeepsTheCodes) {
  const auto model = test::publish_int8(directory(), test::lenet(), "w8a16", "fc3");
  EXPECT_LT(exported(model).largest_difference, 1e-5);
  const formats::OnnxModel onnx = read_back();
  const auto codes = std::ranges::find(onnx.constants, "conv2.weight", &formats::OnnxTensor::name);
  ASSERT_NE(codes, onnx.constants.end());
  EXPECT_EQ(codes->type, formats::OnnxType::kInt8);
  EXPECT_EQ(std::ranges::count(onnx.nodes, "DequantizeLinear", &formats::OnnxNode::op), 4);
}

TEST_F(OnnxExport, OfW8a8RoundsAsTheModelDoes) {
  const auto model = test::publish_int8(directory(), test::lenet(), "w8a8", "fc3");
  EXPECT_LT(exported(model).largest_difference, 1e-5);
  const formats::OnnxModel onnx = read_back();
  EXPECT_EQ(std::ranges::count(onnx.nodes, "MatMulInteger", &formats::OnnxNode::op), 2);
  EXPECT_EQ(std::ranges::count(onnx.nodes, "ConvInteger", &formats::OnnxNode::op), 2);
}

TEST_F(OnnxExport, LeavesTheSameFileAsItIs) {
  const auto model = test::publish(directory(), test::mlp());
  EXPECT_EQ(exported(model).status, "complete");
  const std::string once = base::read_file(output());
  EXPECT_EQ(exported(model).status, "up-to-date");
  EXPECT_EQ(base::read_file(output()), once);
}

TEST_F(OnnxExport, ReplacesAnotherFileOnlyWhenForced) {
  const auto model = test::publish(directory(), test::mlp());
  exported(model);
  const OnnxOptions other{.with_preprocessing = true};
  EXPECT_ERROR(exported(model, other), kCannotCreate, "exists with another content");
  EXPECT_EQ(exported(model, other, /*force=*/true).difference, "its content was another");
}

TEST_F(OnnxExport, RefusesToReplaceADirectory) {
  const auto model = test::publish(directory(), test::mlp());
  std::filesystem::create_directory(output());
  EXPECT_ERROR(exported(model, {}, /*force=*/true), kCannotCreate, "it is a directory");
}

TEST_F(OnnxExport, RefusesToReplaceAForeignFile) {
  const auto model = test::publish(directory(), test::mlp());
  std::ofstream(output()) << "my notes";
  EXPECT_ERROR(exported(model, {}, /*force=*/true), kCannotCreate, "was not written by maas");
  EXPECT_EQ(base::read_file(output()), "my notes");
}

TEST_F(OnnxExport, RefusesToReplaceAnotherProgramsModel) {
  const auto model = test::publish(directory(), test::mlp());
  std::string bytes;
  formats::write_onnx({.producer = "pytorch"}, [&](std::string_view piece) { bytes += piece; });
  base::write_file(output(), bytes);
  EXPECT_ERROR(exported(model, {}, /*force=*/true), kCannotCreate, "was not written by maas");
}

TEST_F(OnnxExport, VerifyFindsAChangedWeight) {
  const auto model = test::publish(directory(), test::mlp());
  exported(model);
  const formats::OnnxModel meant = read_back();
  std::string bytes = base::read_file(output());
  const auto* weight = reinterpret_cast<const char*>(meant.constants.at(1).bytes.data());
  const std::size_t place = bytes.find(std::string_view(weight, 64));
  ASSERT_NE(place, std::string::npos);
  bytes[place] = static_cast<char>(bytes[place] ^ 1);
  base::write_file(output(), bytes);
  EXPECT_ERROR(onnx::verify(output(), meant, model, {}), kFailed, "was not written as it is");
}

TEST_F(OnnxExport, VerifyFindsAnotherModel) {
  exported(test::publish(directory(), test::mlp("relu")));
  test::TemporaryDirectory scratch;
  const auto other = test::publish(scratch / "other", test::mlp("tanh"));
  EXPECT_ERROR(onnx::verify(output(), read_back(), other, {}), kFailed, "of the exported model");
}

TEST_F(OnnxExport, MakesFoldersThatAreMissing) {
  const auto model = test::publish(directory(), test::mlp());
  make_onnx({})->write(
      {.model = model, .output = directory() / "a/b.onnx", .former = directory() / "a/b.onnx"});
  EXPECT_TRUE(std::filesystem::exists(directory() / "a/b.onnx"));
}

/// The last number of a policy's network is no action, but what the state is worth.
TEST_F(OnnxExport, OfAPolicyGivesALogitForEachActionAlone) {
  const auto model = test::publish(directory(), test::of_environment("policy-optimization"));
  EXPECT_LT(exported(model).largest_difference, 1e-5);
  const formats::OnnxModel onnx = read_back();
  EXPECT_EQ(onnx.metadata.at("labels"), R"(["left","right"])");
  EXPECT_EQ(onnx.outputs.at(0).name, "logits");
  EXPECT_EQ(onnx.outputs.at(0).shape,
            (std::vector<formats::OnnxDimension>{std::string("N"), std::int64_t{2}}));
  const at::Tensor seen = at::randn({9, 4});
  const auto answer = model.task->answers(model.forward(seen));
  const at::Tensor best = onnx::evaluate(onnx, {seen}).argmax(1);
  const auto& actions = std::get<std::vector<std::int64_t>>(answer.at(0).data);
  for (std::size_t i = 0; i < actions.size(); ++i) {
    EXPECT_EQ(best[static_cast<std::int64_t>(i)].item<std::int64_t>(), actions[i]);
  }
}

TEST_F(OnnxExport, OfValuesOfActionsCallsThemSo) {
  exported(test::publish(directory(), test::of_environment("q-learning")));
  EXPECT_EQ(read_back().outputs.at(0).name, "values");
  EXPECT_EQ(read_back().metadata.at("labels"), R"(["left","right"])");
}

TEST_F(OnnxExport, OfASeriesTellsTheForecastInItsUnit) {
  const auto model = test::publish(directory(), test::of_series(/*differenced=*/false));
  exported(model);
  EXPECT_EQ(read_back().outputs.at(0).name, "forecast");
  const at::Tensor steps = at::randn({2, 5, model.task->encoder().shape().at(1)});
  const at::Tensor told = onnx::evaluate(read_back(), {steps}).flatten();
  const auto answer = model.task->answers(model.forward(steps));
  const auto& expected = std::get<std::vector<float>>(answer.at(0).data);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(told[static_cast<std::int64_t>(i)].item<float>(), expected[i], 1e-3);
  }
}

TEST_F(OnnxExport, OfDifferencesOfASeriesCallsThemSo) {
  exported(test::publish(directory(), test::of_series(/*differenced=*/true)));
  EXPECT_EQ(read_back().outputs.at(0).name, "difference");
  EXPECT_TRUE(read_back().metadata.contains("series"));
}

}  // namespace
}  // namespace maas::exporters
