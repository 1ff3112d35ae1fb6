#include "data/inspect.h"

#include "data/locate.h"
#include "data/texts/corpus.h"
#include "support/memory_texts.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

using test::opinions;
using test::write_text;
using ::testing::IsEmpty;

class InspectTexts : public ::testing::Test {
 protected:
  Inspection inspected() {
    std::vector<NamedSamples> splits;
    for (const SplitFiles& files : locate(root_.path())) {
      splits.push_back({files.split, open(files)});
    }
    return inspect(splits, progress_);
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(InspectTexts, CountsClassesAndMeasuresLengths) {
  write_text(root_ / "train.jsonl", opinions(4) + "3\n");
  const SplitInspection train = inspected().splits.at(0);
  EXPECT_EQ(train.samples, 5);
  ASSERT_EQ(train.classes.size(), 2U);
  EXPECT_EQ(train.classes[0].samples, 2);
  ASSERT_EQ(train.broken.size(), 1U);
  EXPECT_EQ(train.broken[0].reason, "it is no object");
  ASSERT_EQ(train.texts.size(), 2U);
  EXPECT_EQ(train.texts[0].unit, "words");
  EXPECT_EQ(train.texts[0].smallest, 4);
  EXPECT_DOUBLE_EQ(train.texts[0].mean, 5);
  EXPECT_EQ(train.texts[0].largest, 6);
  EXPECT_EQ(train.texts[1].unit, "characters");
  EXPECT_EQ(train.texts[1].largest, 22);
  EXPECT_THAT(train.shapes, IsEmpty());
  EXPECT_THAT(train.columns, IsEmpty());
}

TEST_F(InspectTexts, FindsEqualTextsInSeveralSplitsAndClasses) {
  write_text(root_ / "train.jsonl", opinions(2));
  write_text(root_ / "test.jsonl", "{\"label\": \"bad\", \"text\": \"film 0 was fun\"}\n");
  const Inspection inspection = inspected();
  ASSERT_EQ(inspection.duplicates.size(), 1U);
  EXPECT_EQ(inspection.duplicates[0].names.size(), 2U);
  EXPECT_TRUE(inspection.duplicates[0].across_splits);
  EXPECT_TRUE(inspection.duplicates[0].across_classes);
}

TEST_F(InspectTexts, MeasuresTextsInMemory) {
  const auto texts = maas::test::learnable_texts(50, 2);
  const Inspection inspection = inspect({{"train", texts}}, progress_);
  EXPECT_EQ(inspection.splits[0].texts[0].smallest, 3);
  EXPECT_EQ(inspection.splits[0].texts[0].largest, 10);
  EXPECT_THAT(inspection.splits[0].broken, IsEmpty());
}

}  // namespace
}  // namespace maas::data
