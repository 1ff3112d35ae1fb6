#include "data/check.h"

#include "data/texts/corpus.h"
#include "recipe/check.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CheckTokens : public ::testing::Test {
 protected:
  /// Checks a recipe for a language model of a context of 4 on the text.
  DataCheck check(const std::string& text, const std::string& rest = "",
                  const std::string& format = "plain-text", const std::string& name = "t.txt") {
    const auto file = test::write_text(root_ / name, text);
    recipe::Document document = recipe::load_text(
        fmt::format("schema: maas.recipe/v1\ntask: {{name: language-modelling, context: 4}}\n"
                    "model: {{arch: gpt}}\n"
                    "data:\n  train: {{format: {}, path: {}}}\n{}",
                    format, file.string(), rest),
        "r.yaml", catalog());
    return check_data(recipe::read_checked(document, catalog()), progress_);
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(CheckTokens, WantNoClasses) {
  EXPECT_THAT(check("It is a truth\n\nuniversally acknowledged\n").findings, IsEmpty());
}

TEST_F(CheckTokens, CountsTheWindowsThatATrainingTakesOfOneParagraph) {
  const std::string rest =
      "  loader: {global_batch: 4}\nschedule: {warmup: 20step}\ntrain: {until: 1epoch}\n";
  EXPECT_THAT(check(std::string(401, 'a'), rest).findings, IsEmpty());  // 25 steps of 4 windows
  const DataCheck found = check(std::string(321, 'a'), rest);           // 20 of them
  ASSERT_EQ(found.findings.size(), 1U);
  EXPECT_THAT(found.findings[0].message, HasSubstr("not shorter than the 20 of train.until"));
}

TEST_F(CheckTokens, FindsAHashThatTakesParagraphsOutOfTheMiddle) {
  const DataCheck found =
      check("one one\n\ntwo two\n\nthree three\n", "  valid: {from: train, fraction: 0.4}\n");
  ASSERT_EQ(found.findings.size(), 1U);
  EXPECT_EQ(found.findings[0].key, "data.valid.by");
  EXPECT_EQ(found.findings[0].hint, "write data.valid.by: order");
}

TEST_F(CheckTokens, PassesOverLabelsThatAreNotLearned) {
  std::string lines = "{\"text\": \"a page without one\"}\n";
  for (int i = 0; i < 1200; ++i) {
    lines += fmt::format("{{\"text\": \"page {0}\", \"label\": \"https://{0}.org\"}}\n", i);
  }
  const DataCheck found = check(lines, "", "jsonl", "t.jsonl");
  EXPECT_THAT(found.findings, IsEmpty());
  EXPECT_EQ(found.splits.at(0).samples, 1201);
  EXPECT_THAT(found.splits.at(0).classes, IsEmpty());
}

TEST_F(CheckTokens, FindsATextThatIsShorterThanAWindow) {
  const DataCheck found = check("four\n");
  ASSERT_EQ(found.findings.size(), 1U);
  EXPECT_THAT(found.findings[0].message, HasSubstr("data.train is too short for a single sample"));
}

}  // namespace
}  // namespace maas::data
