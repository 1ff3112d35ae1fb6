#include "data/jsonl/records.h"

#include <fmt/format.h>

#include "support/support.h"

namespace maas::data {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

JsonRecords Read(std::string_view text) {
  return JsonRecords(text, "t.jsonl", {"text", "label"});
}

std::vector<std::int32_t> LabelsOf(const JsonRecords& records) {
  std::vector<std::int32_t> labels;
  for (std::int64_t i = 0; i < records.size(); ++i) labels.push_back(records.label(i));
  return labels;
}

TEST(JsonRecords, PassOverEmptyLinesAndCountThem) {
  const JsonRecords records = Read("\n{\"text\": \"a\"}\r\n \t\r\n\n  {\"text\": \"b\"} ");
  ASSERT_EQ(records.size(), 2);
  EXPECT_EQ(records.line(0), 2U);
  EXPECT_EQ(records.bytes(0), "{\"text\": \"a\"}");
  EXPECT_EQ(records.line(1), 5U);
  EXPECT_EQ(records.require(1).text, "b");
}

TEST(JsonRecords, SortTheirClasses) {
  const JsonRecords records = Read(R"({"text": "a", "label": "b"}
{"text": "b", "label": "a"}
{"text": "c", "label": "b"})");
  EXPECT_THAT(records.classes(), ElementsAre("a", "b"));
  EXPECT_THAT(LabelsOf(records), ElementsAre(1, 0, 1));
}

TEST(JsonRecords, SortClassesThatAreNumbersAsNumbers) {
  const JsonRecords records = Read(R"({"text": "a", "label": 10}
{"text": "b", "label": "9"}
{"text": "c", "label": -1})");
  EXPECT_THAT(records.classes(), ElementsAre("-1", "9", "10"));
  EXPECT_THAT(LabelsOf(records), ElementsAre(2, 1, 0));
}

TEST(JsonRecords, HaveNoClassesIfNoneHasALabel) {
  const JsonRecords records = Read("{\"text\": \"a\"}\n{\"text\": \"b\"}\n");
  EXPECT_FALSE(records.is_labelled());
  EXPECT_THAT(records.classes(), IsEmpty());
  EXPECT_EQ(records.require(1).text, "b");
}

TEST(JsonRecords, TakeNoClassFromABrokenRecord) {
  const JsonRecords records = Read(R"({"text": "a", "label": "x"}
{"text": "", "label": "y"}
{"text": "b"}
{"text": "c", "label": "x"})");
  EXPECT_THAT(records.classes(), ElementsAre("x"));
  EXPECT_THAT(LabelsOf(records), ElementsAre(0, -1, -1, 0));
  EXPECT_ERROR(records.require(1), kInvalidData, "t.jsonl:2: the text is empty");
  EXPECT_ERROR(records.require(2), kInvalidData, "t.jsonl:3: there is no key 'label'");
}

TEST(JsonRecords, HaveAtMost1000Classes) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += fmt::format("{{\"text\": \"a\", \"label\": {}}}\n", i);
  EXPECT_EQ(Read(text).classes().size(), 1000U);
  text += "{\"text\": \"a\", \"label\": 1000}\n";
  EXPECT_ERROR(Read(text), kInvalidData,
               "'t.jsonl': 'label' has more than 1000 different values: too many for classes");
}

TEST(JsonRecords, MustBeThere) {
  EXPECT_ERROR(Read(""), kInvalidData, "'t.jsonl' has no record");
  EXPECT_ERROR(Read("\n \n"), kInvalidData, "'t.jsonl' has no record");
}

TEST(JsonRecords, BeginWithTheFirstLineThatIsNotEmpty) {
  EXPECT_EQ(first_record("\r\n{}\r\n[]"), "{}");
  EXPECT_EQ(first_record("\n\n"), "");
}

}  // namespace
}  // namespace maas::data
