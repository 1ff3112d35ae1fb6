#include "privacy/masking.h"

namespace maas::privacy {
namespace {

class MaskingJsonLines : public test::Masking {};

using test::kAnna;

TEST_F(MaskingJsonLines, ReplacesStringsAtAnyDepthAndKeepsAllElseByteForByte) {
  EXPECT_EQ(masked("a.jsonl",
                   "{ \"mail\" : \"anna@example.org\", \"n\": 1.50 }\r\n\n"
                   "[{\"to\":[\"x \\u00e9 Anna@Example.org\"]}]"),
            "{ \"mail\" : \"" + kAnna + "\", \"n\": 1.50 }\r\n\n[{\"to\":[\"x \\u00e9 " + kAnna +
                "\"]}]");
  EXPECT_EQ(report.records, 2);
  EXPECT_EQ(count("mail", "email"), 1);
  EXPECT_EQ(count("[].to[]", "email"), 1);
}

TEST_F(MaskingJsonLines, FindsWhatEscapesHide) {
  EXPECT_EQ(masked("a.jsonl", R"("a\nanna\u0040example.org\t\/")"), "\"a\\n" + kAnna + R"(\t\/")");
}

TEST_F(MaskingJsonLines, ReplacesACardNumberThatIsANumberByAString) {
  const std::string text = masked("a.jsonl", "{\"card\":4111111111111111,\"id\":4111111111111112}");
  EXPECT_THAT(text, ::testing::StartsWith("{\"card\":\"<card:"));
  EXPECT_THAT(text, ::testing::EndsWith(">\",\"id\":4111111111111112}"));
}

TEST_F(MaskingJsonLines, KeepsKeysAndCountsWhatLooksPersonalInThem) {
  const std::string text = "{\"anna@example.org\":1}\n";
  EXPECT_EQ(masked("a.ndjson", text), text);
  ASSERT_EQ(report.kept.size(), 1U);
  EXPECT_EQ(report.kept[0].column, kAnna);
}

TEST_F(MaskingJsonLines, LooksUnderChosenKeysOnly) {
  columns = {"user.mails[]"};
  EXPECT_EQ(masked("a.jsonl", R"({"user":{"mails":["anna@example.org"],"x":"anna@example.org"}})"),
            "{\"user\":{\"mails\":[\"" + kAnna + R"("],"x":"anna@example.org"}})");
}

TEST_F(MaskingJsonLines, ReplacesWholeValuesOfAKey) {
  whole = {"id=name"};
  const std::string once = masked("a.jsonl", "{\"id\":12,\"x\":12}\n{\"id\":\"12\",\"x\":\"\"}\n");
  EXPECT_EQ(once.substr(6, 25), once.substr(once.find('\n') + 7, 25));
  EXPECT_EQ(masked("b.jsonl", once), once);
}

TEST_F(MaskingJsonLines, ReplacesWholeBooleansToo) {
  whole = {"id=name"};
  const std::string once = masked("a.jsonl", "{\"id\":true}\n{\"id\":\"true\"}\n{\"id\":null}\n");
  EXPECT_EQ(once.find("true"), once.npos);
  EXPECT_EQ(count("id", "name"), 2);
}

TEST_F(MaskingJsonLines, RefusesALineThatIsNoDocument) {
  EXPECT_ERROR(masked("a.jsonl", "{}\n\n{\"a\":tru}\n"), kInvalidData,
               "a.jsonl:3:6: not valid JSON: no such word");
  EXPECT_FALSE(std::filesystem::exists(directory_ / "masked"));
}

TEST_F(MaskingJsonLines, KeepsBytesThatAreNotUtf8) {
  EXPECT_EQ(masked("a.jsonl", "\"\xff anna@example.org\""), "\"\xff " + kAnna + "\"");
}

}  // namespace
}  // namespace maas::privacy
