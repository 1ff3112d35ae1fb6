#include "formats/json/json.h"

#include "base/files.h"
#include "support/support.h"

namespace maas::formats {
namespace {

TEST(ParseJson, GivesBackADocument) {
  EXPECT_EQ(parse_json(R"({"b": [1, {"b": "ü"}], "a": null})", "x").dump(),
            R"({"a":null,"b":[1,{"b":"ü"}]})");
}

TEST(ParseJson, KeepsTheOrderOfKeysWhereAsked) {
  EXPECT_EQ(parse_json<OrderedJson>(R"({"b":1,"a":2})", "x").dump(), R"({"b":1,"a":2})");
}

TEST(ParseJson, RefusesARepeatedKey) {
  EXPECT_ERROR(parse_json(R"({"a": {"b": 1, "b": 2}})", "x.json"), kInvalidData,
               "'x.json': key 'b' is repeated");
}

TEST(ParseJson, AllowsTheSameKeyInTwoObjects) {
  EXPECT_NO_THROW(parse_json(R"([{"a": 1}, {"a": {"a": 2}}])", "x"));
}

TEST(ParseJson, RefusesDeepNesting) {
  EXPECT_NO_THROW(parse_json(std::string(64, '[') + std::string(64, ']'), "x"));
  EXPECT_ERROR(parse_json(std::string(1'000'000, '['), "x"), kInvalidData,
               "'x': nesting is deeper than 64");
}

TEST(ParseJson, SaysWhereTheSyntaxIsBroken) {
  EXPECT_ERROR(parse_json("{\n  \"a\": trx\n}", "x"), kInvalidData,
               "'x': not valid JSON: parse error at line 2, column 10");
}

TEST(ParseJson, RefusesTextThatIsNotUtf8) {
  EXPECT_ERROR(parse_json("\"\xff\"", "x"), kInvalidData, "ill-formed UTF-8");
}

TEST(ParseJson, RefusesTextBehindTheDocument) {
  EXPECT_ERROR(parse_json("{} {}", "x"), kInvalidData, "not valid JSON");
}

TEST(ReadJson, ReadsWhatWriteJsonWrote) {
  const test::TemporaryDirectory directory;
  const OrderedJson document = {{"b", 0.1}, {"a", {1, 2}}};
  write_json(directory / "x.json", document);
  EXPECT_EQ(read_json<OrderedJson>(directory / "x.json"), document);
  EXPECT_EQ(base::read_file(directory / "x.json").back(), '\n');
}

TEST(ReadJson, NamesAMissingFile) {
  EXPECT_ERROR(read_json("/nowhere/x.json"), kNotFound, "cannot read '/nowhere/x.json'");
}

}  // namespace
}  // namespace maas::formats
