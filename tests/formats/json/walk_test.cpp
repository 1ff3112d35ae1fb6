#include "formats/json/walk.h"

#include <string>

#include "support/support.h"

namespace maas::formats {
namespace {

/// Writes down what it hears.
class Listener final : public JsonVisitor {
 public:
  void begin_object() override { heard += "{"; }
  void end_object() override { heard += "}"; }
  void begin_array() override { heard += "["; }
  void end_array() override { heard += "]"; }
  void key(std::string_view raw) override { add('k', raw); }
  void string(std::string_view raw) override { add('s', raw); }
  void number(std::string_view text) override { add('n', text); }
  void boolean(std::string_view text) override { add('b', text); }

  std::string heard;

 private:
  void add(char kind, std::string_view text) { heard += std::string(1, kind) + std::string(text); }
};

std::string heard(std::string_view text) {
  Listener listener;
  const auto problem = walk_json(text, listener);
  return problem ? problem->reason + std::string(" at ") + std::to_string(problem->at)
                 : listener.heard;
}

TEST(JsonWalker, TellsAllPartsInTheirOrder) {
  EXPECT_EQ(heard(R"( {"a": [1, -2.5e+3, "x\"y"], "b": {"c": null, "d": true}, "e": []} )"),
            R"({ka[n1n-2.5e+3sx\"y]kb{kckdbtrue}ke[]})");
}

TEST(JsonWalker, TakesAnyValueAsADocument) {
  EXPECT_EQ(heard("\"x\""), "sx");
  EXPECT_EQ(heard("0"), "n0");
  EXPECT_EQ(heard("false"), "bfalse");
  EXPECT_EQ(heard("null"), "");
}

TEST(JsonWalker, SaysWhereAndWhyATextIsNoDocument) {
  EXPECT_EQ(heard("{\"a\" 1}"), "':' is missing at 5");
  EXPECT_EQ(heard("{\"a\":1 \"b\"}"), "',' or '}' is missing at 7");
  EXPECT_EQ(heard("[1 2]"), "',' or ']' is missing at 3");
  EXPECT_EQ(heard("{a:1}"), "a key in quotes is missing at 1");
  EXPECT_EQ(heard("[1,]"), "no value at 3");
  EXPECT_EQ(heard("01"), "text behind the document at 1");
  EXPECT_EQ(heard("1."), "it ends too early at 2");
  EXPECT_EQ(heard("1.x"), "a digit is missing at 2");
  EXPECT_EQ(heard("\"a"), "it ends too early at 2");
  EXPECT_EQ(heard("\"a\tb\""), "a control character at 2");
  EXPECT_EQ(heard(R"("\x")"), "no such escape at 2");
  EXPECT_EQ(heard(R"("\u12g4")"), "no such escape at 5");
  EXPECT_EQ(heard("nul"), "no such word at 0");
  EXPECT_EQ(heard(""), "it ends too early at 0");
}

TEST(JsonWalker, RefusesWhatIsNestedTooDeep) {
  EXPECT_EQ(heard(std::string(64, '[') + std::string(64, ']')),
            std::string(64, '[') + std::string(64, ']'));
  EXPECT_EQ(heard(std::string(65, '[') + std::string(65, ']')),
            "it is nested deeper than 64 levels at 64");
}

TEST(UnescapedJson, TellsWhereEachByteStood) {
  UnescapedJson result;
  unescape_json(R"(a\n\u0040b)", result);
  EXPECT_EQ(result.text, "a\n@b");
  EXPECT_EQ(result.places, (std::vector<std::uint32_t>{0, 1, 3, 9, 10}));
}

TEST(UnescapedJson, JoinsSurrogatesAndReplacesHalves) {
  UnescapedJson result;
  unescape_json(R"(\u00e9\u20ac\ud83d\ude00)", result);
  EXPECT_EQ(result.text, "é€😀");
  unescape_json(R"(\ud83dx\ude00)", result);
  EXPECT_EQ(result.text, "\xEF\xBF\xBDx\xEF\xBF\xBD");
}

}  // namespace
}  // namespace maas::formats
