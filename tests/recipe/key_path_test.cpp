#include "recipe/key_path.h"

#include "sample.h"

namespace maas::test {
namespace {

recipe::Document document_of(const std::string& more) {
  return recipe::load_text(std::string(kLeast) + more, "r.yaml", sample_catalog());
}

TEST(KeyPath, FindsKeysThatHoldDots) {
  const auto document = document_of("gates: {test.acc: a, test.acc.top: b}");
  EXPECT_EQ(recipe::find_path(document.root(), "gates.test.acc.top")->text, "b");
  EXPECT_EQ(recipe::find_path(document.root(), "gates.test"), nullptr);
}

TEST(KeyPath, FindsElements) {
  const auto document = document_of("optim: {betas: [1, 2]}");
  EXPECT_EQ(recipe::find_path(document.root(), "optim.betas[1]")->text, "2");
  EXPECT_EQ(recipe::find_path(document.root(), "optim.betas[2]"), nullptr);
  EXPECT_EQ(recipe::find_path(document.root(), "optim.betas[-1]"), nullptr);
}

TEST(Document, PlacesAValueThatWasWritten) {
  const auto document = document_of("optim: {lr: 0.5}");
  EXPECT_EQ(document.position("optim.lr").line, 4);
  EXPECT_EQ(document.position("optim.lr").column, 13);
}

TEST(Document, PlacesAValueThatWasNotWrittenAtTheKeyAroundIt) {
  const auto document = document_of("optim: {lr: 0.5}");
  EXPECT_EQ(document.position("optim.name").column, 1);
  EXPECT_EQ(document.position("optim.name").line, 4);
  EXPECT_EQ(document.position("train.until").line, 1);
}

TEST(Document, BlamesAKeyForWhatIsFoundOutLater) {
  auto document = document_of("optim: {lr: 0.5}");
  document.blame("optim.lr", "'optim.lr' does not go with 'model.arch' mlp", "try 0.1");
  EXPECT_ERROR(document.throw_if_any(), kInvalidRecipe,
               "r.yaml:4:13: error: 'optim.lr' does not go with 'model.arch' mlp\n"
               "    optim: {lr: 0.5}\n"
               "                ^~~ try 0.1\n");
}

TEST(Document, ReadsOneBlock) {
  auto document = document_of("train: {until: 2step, shufle: true}");
  SampleTrain train;
  document.read_block("train", train);
  EXPECT_EQ(train.until, (Span{2, Span::Unit::kStep}));
  EXPECT_ERROR(document.throw_if_any(), kInvalidRecipe, "unknown key 'train.shufle'");
}

}  // namespace
}  // namespace maas::test
