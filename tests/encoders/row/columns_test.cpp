#include "encoders/row/columns.h"

#include <cmath>

#include "encoders/row/rows.h"

namespace maas::encoders {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> names_of(const std::vector<RowColumn>& columns) {
  std::vector<std::string> names;
  for (const RowColumn& column : columns) names.push_back(column.name);
  return names;
}

/// The network's inputs of one value.
std::vector<float> inputs_of(const RowColumn& column, const Cell& cell) {
  std::vector<float> inputs(static_cast<std::size_t>(column.width()), 9);
  write_inputs(column, code_of(column, cell).value(), inputs.data());
  return inputs;
}

std::string hint_of(const ColumnChoice& choice) {
  try {
    fitted_columns(test::flats(20), choice);
    return "it was taken";
  } catch (const Error& error) {
    return error.hint();
  }
}

TEST(FittedColumns, LearnNumbersByMeanAndDeviation) {
  const RowColumn column = first_of(table_of("x", {"1", "2.0", "3e0", "4"}));
  EXPECT_TRUE(column.is_number());
  EXPECT_DOUBLE_EQ(column.mean, 2.5);
  EXPECT_DOUBLE_EQ(column.std, std::sqrt(1.25));
  EXPECT_FALSE(column.missing);
  EXPECT_THAT(column.values, IsEmpty());
  EXPECT_EQ(column.width(), 1);
}

TEST(FittedColumns, TakeAColumnWithOneTextForACategory) {
  const RowColumn column = first_of(table_of("x", {"1", "2", "few", "2"}));
  EXPECT_FALSE(column.is_number());
  EXPECT_THAT(column.values, ElementsAre("2", "1", "few"));
  EXPECT_EQ(column.width(), 3);
}

TEST(FittedColumns, RefuseAFewTextsAmongManyNumbersByTheRow) {
  std::vector<std::string> values;
  for (int i = 0; i < 20; ++i) values.push_back(std::to_string(i));
  values[7] = "1,234";
  const auto table = table_of("x", values);
  EXPECT_ERROR(first_of(table), kInvalidData,
               "memory:9: '1,234' of column 'x' is no number, as 19 of its 20 values are");
  EXPECT_FALSE(fitted_columns(table, {.ignored = {}, .categories = {"x"}}).front().is_number());
}

TEST(FittedColumns, RefuseInfinitiesAmongNumbersByTheRow) {
  EXPECT_ERROR(first_of(table_of("x", {"1", "inf", "2"})), kInvalidData,
               "memory:3: 'inf' of column 'x' is no finite number");
}

TEST(FittedColumns, TakeWordsAmongNumbersForTexts) {
  EXPECT_FALSE(first_of(table_of("x", {"1", "nan", "2"})).is_number());
}

TEST(FittedColumns, OrderValuesByTheirNumberAndThenByTheirLetters) {
  EXPECT_THAT(first_of(table_of("x", {"c", "b", "a", "c", "b", "c"})).values,
              ElementsAre("c", "b", "a"));
  EXPECT_THAT(first_of(table_of("x", {"c", "a", "b"})).values, ElementsAre("a", "b", "c"));
}

TEST(FittedColumns, LearnNumbersFromThoseThatAreThere) {
  const RowColumn column = first_of(table_of("x", {"1", "", "3"}));
  EXPECT_TRUE(column.is_number());
  EXPECT_TRUE(column.missing);
  EXPECT_DOUBLE_EQ(column.mean, 2);
  EXPECT_DOUBLE_EQ(column.std, 1);
  EXPECT_EQ(column.width(), 2);
}

TEST(FittedColumns, GiveAMissingCategoryAnInputOfItsOwn) {
  const RowColumn column = first_of(table_of("x", {"a", "", "b"}));
  EXPECT_THAT(column.values, ElementsAre("a", "b"));
  EXPECT_EQ(column.width(), 3);
}

TEST(FittedColumns, OfAlwaysTheSameValueBecomeNoInput) {
  EXPECT_EQ(first_of(table_of("x", {"7", "7", "7"})).width(), 0);
  EXPECT_EQ(first_of(table_of("x", {"a", "a", "a"})).width(), 0);
  EXPECT_EQ(first_of(table_of("x", {"", "", ""})).width(), 0);
}

TEST(FittedColumns, OfTheSameValueOrNoneTellWhichOfThem) {
  EXPECT_EQ(first_of(table_of("x", {"7", "", "7"})).width(), 1);
  EXPECT_EQ(first_of(table_of("x", {"a", "", "a"})).width(), 2);
}

TEST(FittedColumns, TakeWhatRoundingLeavesOfEqualNumbersForNoDifference) {
  EXPECT_EQ(first_of(table_of("x", std::vector<std::string>(10, "0.1"))).std, 0);
  EXPECT_EQ(first_of(table_of("x", std::vector<std::string>(777, "1234567.891"))).std, 0);
}

TEST(FittedColumns, KeepTheDifferencesOfLargeNumbers) {
  const RowColumn column = first_of(table_of("x", {"1000000000", "1000000002"}));
  EXPECT_DOUBLE_EQ(column.mean, 1000000001);
  EXPECT_DOUBLE_EQ(column.std, 1);
}

TEST(FittedColumns, TellTheMostFrequentValuesApart) {
  std::vector<std::string> values;
  for (int i = 0; i < 300; ++i) values.push_back(fmt::format("v{:03}", i));
  values.emplace_back("v299");
  const RowColumn column = first_of(table_of("x", values));
  EXPECT_EQ(column.values.size(), kMostValues);
  EXPECT_EQ(column.values.front(), "v299");
  EXPECT_EQ(column.values.back(), "v254");
}

TEST(FittedColumns, AreAllButTheTarget) {
  EXPECT_THAT(names_of(fitted_columns(test::flats(20), {})),
              ElementsAre("area", "floor", "door", "kind", "price"));
  EXPECT_THAT(names_of(fitted_columns(test::flats(20).label_by("kind"), {})),
              ElementsAre("area", "floor", "door", "price"));
}

TEST(FittedColumns, AreAllButThoseThatAreIgnored) {
  EXPECT_THAT(names_of(fitted_columns(test::flats(20), {.ignored = {"price", "floor"}})),
              ElementsAre("area", "door", "kind"));
}

TEST(FittedColumns, AreCategoriesWhereTheyAreCalledThat) {
  const auto columns = fitted_columns(test::flats(20), {.ignored = {}, .categories = {"kind"}});
  EXPECT_EQ(columns[3].type, "category");
  EXPECT_THAT(columns[3].values, ElementsAre("0", "1", "2"));
  EXPECT_EQ(columns[4].type, "number");
}

TEST(FittedColumns, RefuseToIgnoreAColumnThatIsNotThere) {
  EXPECT_ERROR(fitted_columns(test::flats(20), {.ignored = {"flor"}}), kInvalidRecipe,
               "task.ignore: there is no column 'flor' among area, floor, door, kind, price");
  EXPECT_EQ(hint_of({.ignored = {"flor"}}), "did you mean 'floor'?");
}

TEST(FittedColumns, RefuseACategoryThatIsNotThere) {
  EXPECT_ERROR(fitted_columns(test::flats(20), {.ignored = {}, .categories = {"dor"}}),
               kInvalidRecipe, "task.categories: there is no column 'dor'");
  EXPECT_EQ(hint_of({.ignored = {}, .categories = {"dor"}}), "did you mean 'door'?");
}

TEST(FittedColumns, RefuseRowsThatAreAllTheSame) {
  const MemoryRows rows({"a", "b"}, {{"1", "x"}, {"1", "x"}, {"1", "x"}});
  EXPECT_ERROR(fitted_columns(rows, {}), kInvalidData,
               "no column of the 3 training rows differs from row to row");
  EXPECT_ERROR(fitted_columns(table_of("x", {"1", "2"}), {.ignored = {"x", "number"}}),
               kInvalidData, "no column of the 2 training rows");
}

TEST(FittedColumns, RefuseNumbersThatAreTooLarge) {
  EXPECT_ERROR(fitted_columns(table_of("x", {"1e308", "1e308"}), {}), kInvalidData,
               "the numbers of column 'x' are too large to be learned from");
  EXPECT_ERROR(fitted_columns(table_of("x", {"1e200", "-1e200"}), {}), kInvalidData, "'x'");
}

TEST(RowForm, FindsColumnsByTheirNames) {
  const RowForm form(fitted_columns(test::flats(20), {}), {.delimiter = ',', .missing = {"?"}});
  EXPECT_EQ(form.find("door"), 2U);
  EXPECT_FALSE(form.find("doors").has_value());
  EXPECT_EQ(form.width(), width_of(form.columns()));
}

TEST(RowForm, KnowsWhatStandsForAMissingValue) {
  const RowForm form({}, {.delimiter = ',', .missing = {"?"}});
  EXPECT_TRUE(form.is_missing("?"));
  EXPECT_TRUE(form.is_missing(""));
  EXPECT_FALSE(form.is_missing("??"));
}

TEST(RowForm, RefusesTwoColumnsOfOneName) {
  EXPECT_ERROR(RowForm({{.name = "a"}, {.name = "b"}, {.name = "a"}}, {}), kInvalidData,
               "there are two columns 'a'");
}

const RowColumn kNumber{.name = "n", .type = "number", .mean = 10, .std = 4};
const RowColumn kNumberOrNone{
    .name = "n", .type = "number", .mean = 10, .std = 4, .values = {}, .missing = true};
const RowColumn kCategory{.name = "c", .type = "category", .values = {"a", "2"}};
const RowColumn kCategoryOrNone{
    .name = "c", .type = "category", .values = {"a", "2"}, .missing = true};

TEST(InputsOfAValue, AreANumberInDeviationsFromTheMean) {
  EXPECT_THAT(inputs_of(kNumber, {.text = "12"}), ElementsAre(0.5F));
  EXPECT_THAT(inputs_of(kNumber, {.number = 4}), ElementsAre(-1.5F));
  EXPECT_THAT(inputs_of(kNumberOrNone, {.text = "12"}), ElementsAre(0.5F, 0));
}

TEST(InputsOfAValue, AreOneOfACategory) {
  EXPECT_THAT(inputs_of(kCategory, {.text = "a"}), ElementsAre(1, 0));
  EXPECT_THAT(inputs_of(kCategory, {.number = 2}), ElementsAre(0, 1));
  EXPECT_THAT(inputs_of(kCategoryOrNone, {.text = "2"}), ElementsAre(0, 1, 0));
}

TEST(InputsOfAValue, AreNoneForAValueThatWasNeverSeen) {
  EXPECT_THAT(inputs_of(kCategory, {.text = "b"}), ElementsAre(0, 0));
  EXPECT_THAT(inputs_of(kCategoryOrNone, {.number = 3}), ElementsAre(0, 0, 0));
}

TEST(InputsOfAValue, TellThatItIsMissing) {
  EXPECT_THAT(inputs_of(kNumberOrNone, {}), ElementsAre(0, 1));
  EXPECT_THAT(inputs_of(kCategoryOrNone, {}), ElementsAre(0, 0, 1));
}

TEST(InputsOfAValue, AreThoseOfTheMeanWhereTrainingMissedNone) {
  EXPECT_THAT(inputs_of(kNumber, {}), ElementsAre(0));
  EXPECT_THAT(inputs_of(kCategory, {}), ElementsAre(0, 0));
}

TEST(InputsOfAValue, AreZeroWhereTheColumnWasAlwaysTheSame) {
  const RowColumn same{
      .name = "n", .type = "number", .mean = 10, .std = 0, .values = {}, .missing = true};
  EXPECT_THAT(inputs_of(same, {.number = 99}), ElementsAre(0));
  EXPECT_THAT(inputs_of(same, {}), ElementsAre(1));
}

TEST(InputsOfAValue, AreThoseOfACategoryThatIsTheSameNumber) {
  const RowColumn digits{.name = "c", .type = "category", .values = {"1.50", "01"}};
  EXPECT_THAT(inputs_of(digits, {.number = 1.5}), ElementsAre(1, 0));
  EXPECT_THAT(inputs_of(digits, {.number = 1}), ElementsAre(0, 1));
  EXPECT_THAT(inputs_of(digits, {.text = "1"}), ElementsAre(0, 0));
}

TEST(InputsOfAValue, DoNotExistForANumberThatIsTooFarFromTheOthers) {
  EXPECT_FALSE(code_of(kNumber, {.number = 1e300}).has_value());
  EXPECT_ERROR(refuse_cell(kNumber, {.number = 1e300}, "row 3"), kInvalidData,
               "row 3: 1e+300 is too far from what column 'n' was in training, 10 +- 4");
}

TEST(InputsOfAValue, DoNotExistForATextWhereTrainingHadNumbers) {
  EXPECT_FALSE(code_of(kNumber, {.text = "wide"}).has_value());
  EXPECT_ERROR(refuse_cell(kNumber, {.text = "wide"}, "rows.csv:7"), kInvalidData,
               "rows.csv:7: 'wide' is not a number, which column 'n' was in training");
}

}  // namespace
}  // namespace maas::encoders
