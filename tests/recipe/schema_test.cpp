#include "recipe/schema.h"

#include <regex>

#include "recipe/scalars.h"
#include "sample.h"

namespace maas::test {
namespace {

using Json = nlohmann::ordered_json;

Json at(const std::string& pointer) {
  SampleRecipe sample;
  const Json schema = recipe::json_schema(fields_of(sample), sample_catalog());
  const Json::json_pointer path(pointer);
  EXPECT_TRUE(schema.contains(path)) << pointer << " is not in\n" << schema.dump(1);
  return schema.contains(path) ? schema.at(path) : Json();
}

/// The keys that are known once a component's name is.
Json keys_with(const std::string& table, const std::string& name) {
  for (const Json& branch : at(table + "/allOf")) {
    const Json& condition = branch["if"];
    const bool fits = name.empty() ? condition.contains("not")
                                   : condition.contains("properties") &&
                                         condition["properties"].begin().value()["const"] == name;
    if (fits) return branch["then"]["properties"];
  }
  ADD_FAILURE() << "no branch for '" << name << "'";
  return {};
}

TEST(RecipeSchema, SaysWhatAFieldIsForAndItsDefault) {
  EXPECT_EQ(at("/properties/seed/description"), "seed");
  EXPECT_EQ(at("/properties/seed/default"), 42);
  EXPECT_EQ(at("/properties/train/properties/until/default"), "10epoch");
  EXPECT_EQ(at("/properties/train/properties/max_time/default"), "none");
}

TEST(RecipeSchema, GivesRangesOpenAndClosed) {
  EXPECT_EQ(at("/properties/seed/anyOf/0"), Json::parse(R"({"type": "integer", "minimum": 0})"));
  EXPECT_EQ(keys_with("/properties/optim", "sgd")["momentum"]["anyOf"][0],
            Json::parse(R"({"type": "number", "minimum": 0, "exclusiveMaximum": 1})"));
}

TEST(RecipeSchema, ListsChoices) {
  EXPECT_EQ(at("/properties/model/properties/init/anyOf/0/enum"), Json({"kaiming", "xavier"}));
  EXPECT_EQ(at("/properties/model/properties/arch/anyOf/1/const"), "mlp");
}

TEST(RecipeSchema, ClosesEveryTable) {
  EXPECT_EQ(at("/additionalProperties"), false);
  EXPECT_EQ(at("/properties/train/additionalProperties"), false);
  EXPECT_EQ(at("/properties/model/allOf/0/then/additionalProperties"), false);
}

TEST(RecipeSchema, KnowsTheOptionsOfTheComponentThatIsNamed) {
  EXPECT_TRUE(keys_with("/properties/optim", "adam").contains("betas"));
  EXPECT_FALSE(keys_with("/properties/optim", "adam").contains("momentum"));
  EXPECT_TRUE(keys_with("/properties/optim", "adam").contains("clip_norm"));
}

TEST(RecipeSchema, KnowsTheOptionsOfAnyComponentWhereTheNameIsExtended) {
  const Json keys = keys_with("/properties/optim", "");
  EXPECT_TRUE(keys.contains("betas"));
  EXPECT_TRUE(keys.contains("momentum"));
}

TEST(RecipeSchema, RequiresTheSchemaAloneAndWhatAnElementOfAListNeeds) {
  EXPECT_EQ(at("/required"), Json::array({"schema"}));
  EXPECT_EQ(at("/properties/data/properties/augment/anyOf/0/items/required"), Json::array({"op"}));
}

TEST(RecipeSchema, LetsALongListBeAppendedToAndAKeyBeRemoved) {
  EXPECT_EQ(at("/properties/data/properties/labels+/description"), "names of the classes");
  EXPECT_EQ(at("/properties/data/patternProperties/^~0(train|augment|labels)$/type"), "null");
}

struct UnitText {
  const char* text;
  bool is_span;
  bool is_duration;
};

class UnitPattern : public ::testing::TestWithParam<UnitText> {};

TEST_P(UnitPattern, TakesWhatTheReaderTakes) {
  const auto& [text, is_span, is_duration] = GetParam();
  EXPECT_EQ(std::regex_match(text, std::regex(recipe::span_pattern())), is_span);
  EXPECT_EQ(recipe::parse_span(text).value.has_value(), is_span);
  EXPECT_EQ(std::regex_match(text, std::regex(recipe::duration_pattern())), is_duration);
  EXPECT_EQ(recipe::parse_duration(text).value.has_value(), is_duration);
}

INSTANTIATE_TEST_SUITE_P(
    All, UnitPattern,
    ::testing::Values(UnitText{"5epoch", true, false}, UnitText{"2Mtok", true, false},
                      UnitText{".5kstep", true, false}, UnitText{"1e3step", true, false},
                      UnitText{"90min", false, true}, UnitText{"1.5h", false, true},
                      UnitText{"250ms", false, true}, UnitText{"5", false, false},
                      UnitText{"epoch", false, false}, UnitText{"5 epoch", false, false},
                      UnitText{"5epochs", false, false}, UnitText{"", false, false}));

}  // namespace
}  // namespace maas::test
