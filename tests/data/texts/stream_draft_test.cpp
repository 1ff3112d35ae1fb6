#include "data/texts/stream_draft.h"

#include "data/check.h"
#include "data/texts/corpus.h"
#include "recipe/check.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

using test::write_text;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class TokenDraft : public ::testing::Test {
 protected:
  static std::string paragraphs(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += fmt::format("It is truth {} of many a one.\n\n", i);
    return text;
  }

  /// A draft, which `recipe check` accepts.
  std::string drafted(const DraftRequest& request) {
    const std::string text = draft_recipe(request, progress_).recipe;
    recipe::Document document = recipe::load_text(text, "draft", catalog());
    EXPECT_THAT(check_data(recipe::read_checked(document, catalog()), progress_).findings,
                IsEmpty())
        << text;
    return text;
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(TokenDraft, OfAFileOfTextGoesOnWithIt) {
  const auto file = write_text(root_ / "book.txt", paragraphs(100));
  const std::string text = drafted({.source = file});
  EXPECT_THAT(text, HasSubstr("task: {name: language-modelling, context: "));
  EXPECT_THAT(text, HasSubstr("valid: {from: train, by: order, fraction: 0.15}"));
  EXPECT_EQ(text, drafted({.source = file, .task = "language-modelling"}));
}

TEST_F(TokenDraft, OfJsonLinesWantsNoClasses) {
  const auto file = write_text(root_ / "t.jsonl", test::opinions(60) + "{\"text\": \"so so\"}\n");
  const std::string text = drafted({.source = file, .task = "language-modelling"});
  EXPECT_THAT(text, HasSubstr("# 61 texts of "));
}

TEST_F(TokenDraft, RefusesATextThatIsTooShortToBeDividedAndATarget) {
  const auto file = write_text(root_ / "book.txt", "one paragraph\n");
  EXPECT_ERROR(draft_recipe({.source = file}, progress_), kInvalidData, "too few");
  EXPECT_ERROR(draft_recipe({.source = file, .target = "x"}, progress_), kUsage,
               "--target: texts have no column 'x'");
}

}  // namespace
}  // namespace maas::data
