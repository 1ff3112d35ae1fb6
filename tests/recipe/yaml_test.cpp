#include "recipe/yaml.h"

#include <memory>

#include "recipe/write.h"
#include "support/support.h"

namespace maas::recipe {
namespace {

using ::testing::HasSubstr;

SourcePtr source_of(std::string text) {
  return std::make_shared<Source>(Source{.name = "r.yaml", .text = std::move(text)});
}

Node parse(std::string text) {
  Problems problems;
  Node node = parse_yaml(source_of(std::move(text)), problems);
  EXPECT_TRUE(problems.empty()) << problems.render();
  return node;
}

std::string refusal(std::string text) {
  Problems problems;
  parse_yaml(source_of(std::move(text)), problems);
  return problems.empty() ? "" : problems.render();
}

TEST(Yaml, KeepsTheOrderAndPlacesOfKeys) {
  const Node node = parse("b: 1\na:\n  c: two\n");
  EXPECT_THAT(node.keys(), ::testing::ElementsAre("b", "a"));
  const Entry& entry = *node.find("a")->entry("c");
  EXPECT_EQ(entry.position.line, 3);
  EXPECT_EQ(entry.position.column, 3);
  EXPECT_EQ(entry.value.position.column, 6);
}

TEST(Yaml, TellsQuotedTextFromPlainText) {
  const Node node = parse("a: 'true'\nb: true\n");
  EXPECT_TRUE(node.find("a")->quoted);
  EXPECT_FALSE(node.find("b")->quoted);
}

TEST(Yaml, ReadsJson) {
  const Node node = parse(R"({"a": [1, 2.5, "x"], "b": {"c": null, "d": true}})");
  EXPECT_EQ(to_json(node).dump(), R"({"a":[1,2.5,"x"],"b":{"c":null,"d":true}})");
}

TEST(Yaml, TakesAnEmptyTextForAnEmptyMap) {
  EXPECT_TRUE(parse("").is(Node::Kind::kMap));
  EXPECT_TRUE(parse("# nothing here\n").is(Node::Kind::kMap));
}

TEST(Yaml, ExpandsAliases) {
  const Node node = parse("a: &x [1, 2]\nb: *x\n");
  EXPECT_TRUE(same(*node.find("a"), *node.find("b")));
}

TEST(Yaml, RefusesADuplicateKeyAtItsPlace) {
  EXPECT_THAT(refusal("a:\n  - {b: 1, c: 2, b: 3}\n"),
              HasSubstr("r.yaml:2:18: error: duplicate key 'a[0].b'"));
}

TEST(Yaml, RefusesAliasesThatExplode) {
  std::string bomb = "a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n";
  for (int i = 1; i < 9; ++i) {
    bomb += fmt::format("a{0}: &a{0} [*a{1},*a{1},*a{1},*a{1},*a{1},*a{1},*a{1},*a{1},*a{1}]\n", i,
                        i - 1);
  }
  EXPECT_THAT(refusal(bomb), HasSubstr("more than 100000 values"));
}

TEST(Yaml, RefusesDeepNesting) {
  EXPECT_THAT(refusal(std::string(200, '[') + std::string(200, ']')),
              HasSubstr("nested deeper than 32"));
}

TEST(Yaml, RefusesAnAliasInsideItsAnchor) {
  EXPECT_THAT(refusal("a: &x [1, *x]\n"), HasSubstr("inside its own anchor"));
}

TEST(Yaml, RefusesTags) {
  EXPECT_THAT(refusal("a: !!python/object x\n"), HasSubstr("tags are not"));
}

TEST(Yaml, RefusesKeysThatAreNoText) {
  EXPECT_THAT(refusal("{[1]: 2}\n"), HasSubstr("a key is a text, not a list"));
}

TEST(Yaml, RefusesASecondDocument) {
  EXPECT_THAT(refusal("a: 1\n---\nb: 2\n"), HasSubstr("more than one document"));
}

TEST(Yaml, RefusesBytesThatAreNoUtf8AtTheirPlace) {
  EXPECT_THAT(refusal("a: 1\nb: \xff\n"), HasSubstr("r.yaml:2:4: error: not valid UTF-8"));
  EXPECT_THAT(refusal(std::string("a: \0\n", 5)), HasSubstr("not valid UTF-8"));
}

TEST(Yaml, RefusesALargeText) {
  EXPECT_THAT(refusal(std::string(kMaxBytes + 1, '#')), HasSubstr("at most 1048576"));
}

TEST(Yaml, NamesThePlaceOfASyntaxError) {
  EXPECT_THAT(refusal("a: 1\nb: [1, 2\nc: 3\n"),
              ::testing::ContainsRegex("r.yaml:[23]:[0-9]+: error:"));
}

}  // namespace
}  // namespace maas::recipe
