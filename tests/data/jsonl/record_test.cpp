#include "data/jsonl/record.h"

#include "data/texts.h"
#include "support/support.h"

namespace maas::data {
namespace {

using ::testing::ElementsAre;

Record Read(const std::string& line) {
  return read_record(line, {"text", "label"});
}

std::string ProblemOf(const std::string& line) {
  return Read(line).problem;
}

TEST(JsonRecord, HasItsTextAndLabelWhereverTheyStand) {
  const Record record = Read(R"({"id": [{"text": 1}], "label": "good", "text": "a film"})");
  EXPECT_EQ(record.problem, "");
  EXPECT_EQ(record.text, "a film");
  EXPECT_EQ(record.label, "good");
}

TEST(JsonRecord, UndoesTheEscapesOfTextsAndKeys) {
  const Record record = Read(R"({"t\u0065xt": "a\nb \"c\" \ud83d\ude00", "label": "\u00e9"})");
  EXPECT_EQ(record.text, "a\nb \"c\" \xF0\x9F\x98\x80");
  EXPECT_EQ(record.label, "\xC3\xA9");
}

TEST(JsonRecord, TakesNumbersAndBooleansForLabelsAsTheyStand) {
  EXPECT_EQ(Read(R"({"text": "a", "label": 3})").label, "3");
  EXPECT_EQ(Read(R"({"text": "a", "label": -1.50})").label, "-1.50");
  EXPECT_EQ(Read(R"({"text": "a", "label": true})").label, "true");
}

TEST(JsonRecord, NeedsNoLabel) {
  const Record record = Read(R"({"text": "a"})");
  EXPECT_EQ(record.problem, "");
  EXPECT_EQ(record.label, std::nullopt);
}

TEST(JsonRecord, NeedsNoTextIfNoneIsAskedFor) {
  EXPECT_EQ(read_record(R"({"label": 1})", {"", "label"}).problem, "");
}

TEST(JsonRecord, SaysWhyItIsBroken) {
  EXPECT_EQ(ProblemOf("{\"text\": \"a\""), "no JSON: it ends too early at byte 12");
  EXPECT_EQ(ProblemOf(R"({"text": "a"} x)"), "no JSON: text behind the document at byte 14");
  EXPECT_EQ(ProblemOf("[\"text\"]"), "it is no object");
  EXPECT_EQ(ProblemOf("null"), "it is no object");
  EXPECT_EQ(ProblemOf(R"({"txt": "a"})"), "there is no key 'text'");
  EXPECT_EQ(ProblemOf(R"({"text": 3})"), "'text' is no string");
  EXPECT_EQ(ProblemOf(R"({"text": null})"), "'text' is no string");
  EXPECT_EQ(ProblemOf(R"({"text": ["a"]})"), "'text' is no string");
  EXPECT_EQ(ProblemOf(R"({"text": ""})"), "the text is empty");
  EXPECT_EQ(ProblemOf(R"({"text": " \n\t"})"), "the text is empty");
  EXPECT_EQ(ProblemOf("{\"text\": \"ab\xff\"}"), "byte 2 of the text is no UTF-8");
  EXPECT_EQ(ProblemOf(R"({"text": "a\u0000"})"), "byte 1 of the text is NUL");
  EXPECT_EQ(ProblemOf(R"({"text": "a", "text": "b"})"), "the key 'text' is repeated");
  EXPECT_EQ(ProblemOf(R"({"text": "a", "label": null})"),
            "'label' is no string, number or boolean");
  EXPECT_EQ(ProblemOf(R"({"text": "a", "label": {"b": 1}})"),
            "'label' is no string, number or boolean");
  EXPECT_EQ(ProblemOf(R"({"text": "a", "label": " "})"), "'label' is empty");
  EXPECT_EQ(ProblemOf("{\"text\": \"a\", \"label\": \"\xff\"}"), "'label' is no UTF-8");
}

TEST(JsonRecord, HasAtMost16MiB) {
  const std::string start = R"({"text": ")";
  std::string line = start + std::string(kMostBytesOfText - start.size() - 2, 'x') + "\"}";
  EXPECT_EQ(ProblemOf(line), "");
  line.insert(start.size(), "x");
  EXPECT_EQ(ProblemOf(line), "a record of 16777217 bytes, the limit is 16777216");
}

TEST(JsonRecord, TellsItsKeysAndWhichOfThemAreTexts) {
  const RecordShape shape = shape_of_record(R"({"a": {"b": "x"}, "c": "x", "d": null})");
  EXPECT_TRUE(shape.is_object);
  EXPECT_THAT(shape.keys, ElementsAre("a", "c", "d"));
  EXPECT_THAT(shape.keys_of_strings, ElementsAre("c"));
  EXPECT_FALSE(shape_of_record("[1]").is_object);
  EXPECT_FALSE(shape_of_record("{").is_object);
  EXPECT_FALSE(shape_of_record("").is_object);
}

}  // namespace
}  // namespace maas::data
