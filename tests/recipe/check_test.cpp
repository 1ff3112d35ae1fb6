#include "recipe/check.h"

#include "support/support.h"

namespace maas::recipe {
namespace {

constexpr std::string_view kRecipe = R"(schema: maas.recipe/v1
task: image-classification
model: {arch: mlp}
data:
  train: {format: idx, path: somewhere}
  test: {format: idx, path: somewhere}
)";

Document document_with(const std::string& more) {
  return load_text(std::string(kRecipe) + more, "r.yaml", catalog());
}

Recipe checked(const std::string& more) {
  Document document = document_with(more);
  return read_checked(document, catalog());
}

TEST(Check, AcceptsGatesOnMetricsOfTheTask) {
  EXPECT_EQ(checked("gates: {test.acc: '>= 0.9', loss: '< 1', test.top5: '> 0.5'}").gates.size(),
            3u);
}

TEST(Check, RefusesAGateOnAnUnknownMetricAtItsKey) {
  EXPECT_ERROR(checked("gates: {test.ac: '>= 0.9'}"), kInvalidRecipe,
               "r.yaml:7:9: error: unknown metric 'test.ac'\n"
               "    gates: {test.ac: '>= 0.9'}\n"
               "            ^~~~~~~ did you mean 'test.acc'?");
}

TEST(Check, SuggestsTheSplitThatWasMeant) {
  EXPECT_ERROR(checked("gates: {tst.acc: '>= 0.9'}"), kInvalidRecipe, "did you mean 'test.acc'?");
}

TEST(Check, AcceptsGatesOnMetricsOfAnyClass) {
  EXPECT_EQ(checked("gates: {'test.f1[a b]': '>= 0.9', 'recall[x.y[1] >= 2]': '> 0'}").gates.size(),
            2u);
}

TEST(Check, SaysHowAMetricOfAClassIsWritten) {
  EXPECT_ERROR(checked("gates: {test.f1.shirt: '>= 0.9'}"), kInvalidRecipe,
               "unknown metric 'test.f1.shirt'\n"
               "    gates: {test.f1.shirt: '>= 0.9'}\n"
               "            ^~~~~~~~~~~~~ write f1[shirt]");
  EXPECT_ERROR(checked("checkpoint: {best: valid.f1.shirt}"), kInvalidRecipe, "write f1[shirt]");
  EXPECT_ERROR(checked("gates: {'test.f1[]': '>= 0.9'}"), kInvalidRecipe, "unknown metric");
}

TEST(Check, RefusesClassesThatAreNotToldApart) {
  Document document = load_text(R"(schema: maas.recipe/v1
task: image-classification
model: {arch: mlp}
data: {train: {format: idx, path: x, classes: [a, b, a, '']}}
)",
                                "r.yaml", catalog());
  read_noting(document, catalog());
  EXPECT_ERROR(document.throw_if_any(), kInvalidRecipe,
               "r.yaml:4:54: error: class 2 is 'a', which class 0 is already");
  EXPECT_ERROR(document.throw_if_any(), kInvalidRecipe,
               "r.yaml:4:57: error: a class has an empty name");
}

TEST(Check, RefusesAGateOnASplitThatTheRecipeLacks) {
  EXPECT_ERROR(checked("gates: {valid.acc: '>= 0.9'}"), kInvalidRecipe,
               "r.yaml:7:9: error: the recipe has no 'data.valid'");
}

TEST(Check, RefusesAConditionThatIsNone) {
  EXPECT_ERROR(checked("gates: {test.acc: high}"), kInvalidRecipe, "r.yaml:7:19: error:");
  EXPECT_ERROR(checked("gates: {test.acc: '>= high'}"), kInvalidRecipe, "is not a gate");
}

TEST(Check, RefusesToWatchAnUnknownMetric) {
  EXPECT_ERROR(checked("checkpoint: {best: valid.acd}"), kInvalidRecipe,
               "r.yaml:7:20: error: unknown metric 'valid.acd'");
}

TEST(Check, RefusesToWatchASplitThatIsNotMeasured) {
  EXPECT_ERROR(checked("train: {early_stop: {on: test.acc}}"), kInvalidRecipe,
               "did you mean 'valid.acc'?");
  EXPECT_ERROR(checked("train: {early_stop: {on: valid.acc}}"), kInvalidRecipe,
               "the recipe has no 'data.valid' to watch");
}

TEST(Check, ReportsTogetherWithWhatReadingFinds) {
  EXPECT_ERROR(checked("gates: {test.ac: '>= 0.9'}\nseed: x"), kInvalidRecipe, "2 errors;");
}

TEST(Check, PlacesAnErrorOfALaterStage) {
  const Document document = document_with("optim: {lr: 1}");
  EXPECT_ERROR(
      throw_placed(Error(ErrorCode::kInvalidRecipe, "optim.lr: too large", "try 0.1"), document),
      kInvalidRecipe, "r.yaml:7:13: error: optim.lr: too large");
}

TEST(Check, LeavesOtherErrorsAsTheyAre) {
  const Document document = document_with("optim: {lr: 1}");
  EXPECT_ERROR(throw_placed(Error(ErrorCode::kInvalidRecipe, "optimism is no plan"), document),
               kInvalidRecipe, "optimism is no plan");
  EXPECT_ERROR(throw_placed(Error(ErrorCode::kIo, "optim.lr: disk full"), document), kIo,
               "optim.lr: disk full");
}

}  // namespace
}  // namespace maas::recipe
