#include "encoders/row/requests.h"

#include <limits>

#include "encoders/row/rows.h"

namespace maas::encoders {
namespace {

using ::testing::ElementsAre;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// A number, a category of numbers, and a category that rows had none of here and there.
const RowForm kForm(
    {{.name = "size", .type = "number", .mean = 2, .std = 2},
     {.name = "code", .type = "category", .values = {"4", "7"}},
     {.name = "floor", .type = "category", .values = {"top", "ground"}, .missing = true}},
    {.delimiter = ',', .missing = {"?"}});

Demand check(const HostTensors& inputs) {
  return check_rows(kForm, inputs);
}

std::vector<float> prepared(const HostTensors& inputs) {
  check(inputs);
  const HostTensor rows = prepared_rows(kForm, inputs);
  EXPECT_EQ(rows.name, "features");
  EXPECT_EQ(rows.shape, (std::vector<std::int64_t>{inputs.front().rows(), 6}));
  return std::get<std::vector<float>>(rows.data);
}

/// A request of one row.
template <class Size, class Code>
HostTensors row(Size size, Code code, const std::string& floor = "top") {
  return {{"size", {1}, std::vector<Size>{size}},
          {"code", {1}, std::vector<Code>{code}},
          {"floor", {1}, std::vector<std::string>{floor}}};
}

HostTensors row() {
  return row<double, std::int64_t>(4, 7);
}

TEST(RowRequests, AreAskedForByOneInputAColumn) {
  const std::vector<TensorSpec> inputs = row_inputs(kForm);
  ASSERT_EQ(inputs.size(), 3U);
  EXPECT_EQ(inputs[0].name, "size");
  EXPECT_EQ(inputs[0].datatype, "FP64");
  EXPECT_THAT(inputs[0].shape, ElementsAre(-1));
  EXPECT_EQ(inputs[1].datatype, "BYTES");
  EXPECT_EQ(inputs[2].name, "floor");
}

TEST(RowRequests, TakeNumbersOfEveryDatatype) {
  const auto expected = ElementsAre(1, 0, 1, 1, 0, 0);
  EXPECT_THAT((prepared(row<double, std::int64_t>(4, 7))), expected);
  EXPECT_THAT((prepared(row<float, double>(4, 7))), expected);
  EXPECT_THAT((prepared(row<std::int64_t, float>(4, 7))), expected);
  EXPECT_THAT((prepared(row<std::uint8_t, std::uint8_t>(4, 7))), expected);
  EXPECT_THAT((prepared(row<std::string, std::string>("4", "7"))), expected);
  EXPECT_THAT((prepared(row<std::string, std::string>(" 4e0\n", "\t7 "))), expected);
}

TEST(RowRequests, TakeColumnsOfOneOrTwoAxes) {
  HostTensors inputs = row();
  inputs[0].shape = {1, 1};
  inputs[2].shape = {1, 1};
  EXPECT_EQ(prepared(inputs), prepared(row()));
}

TEST(RowRequests, CountTheirRowsAndWhatTheyBecome) {
  const HostTensors inputs = {{"floor", {3}, std::vector<std::string>{"top", "", "cellar"}},
                              {"size", {3, 1}, std::vector<double>{2, 4, 0}},
                              {"code", {3}, std::vector<std::int64_t>{4, 4, 5}}};
  const Demand demand = check(inputs);
  EXPECT_EQ(demand.samples, 3);
  EXPECT_EQ(demand.bytes, 3 * 6 * 4);
  EXPECT_EQ(demand.pixels, 0);
  EXPECT_THAT(prepared(inputs), ElementsAre(0, 1, 0, 1, 0, 0,  //
                                            1, 1, 0, 0, 0, 1,  //
                                            -1, 0, 0, 0, 0, 0));
}

TEST(RowRequests, TakeNanAndEmptyTextsForMissingValues) {
  const auto missing = ElementsAre(0, 0, 0, 0, 0, 1);
  EXPECT_THAT((prepared(row<double, double>(kNan, kNan, ""))), missing);
  EXPECT_THAT((prepared(row<float, std::string>(std::numeric_limits<float>::quiet_NaN(), "", " "))),
              missing);
}

TEST(RowRequests, TakeTheTextsOfTheTrainingTableForMissingValues) {
  EXPECT_THAT((prepared(row<std::string, std::string>("?", " ? ", "?"))),
              ElementsAre(0, 0, 0, 0, 0, 1));
}

TEST(RowRequests, TakeNumbersForTheTextsThatATableWroteThemIn) {
  const RowForm form({{.name = "code", .type = "category", .values = {"1.50", "01"}}}, {});
  const HostTensors inputs = {{"code", {2}, std::vector<double>{1, 1.5}}};
  EXPECT_EQ(std::get<std::vector<float>>(prepared_rows(form, inputs).data),
            (std::vector<float>{0, 1, 1, 0}));
}

TEST(RowRequests, MayLeaveOutWhatTrainingMissedToo) {
  HostTensors inputs = row();
  inputs.pop_back();
  EXPECT_EQ(prepared(inputs), prepared(row<double, std::int64_t>(4, 7, "")));
}

TEST(RowRequests, MayNotLeaveOutWhatTrainingAlwaysHad) {
  HostTensors inputs = row();
  inputs.erase(inputs.begin());
  EXPECT_ERROR(check(inputs), kInvalidData,
               "input 'size' is missing; in training each row had a value");
}

TEST(RowRequests, OfNothingAreRefused) {
  EXPECT_ERROR(check({}), kInvalidData, "there is no input");
}

TEST(RowRequests, RefuseAnInputThatIsNoColumn) {
  HostTensors inputs = row();
  inputs[2].name = "flor";
  EXPECT_ERROR(check(inputs), kInvalidData, "there is no input 'flor'");
  try {
    check(inputs);
  } catch (const Error& error) {
    EXPECT_EQ(error.hint(), "did you mean 'floor'?");
  }
}

TEST(RowRequests, RefuseAnInputThatIsThereTwice) {
  HostTensors inputs = row();
  inputs[1].name = "size";
  EXPECT_ERROR(check(inputs), kInvalidData, "input 'size' is there twice");
}

TEST(RowRequests, RefuseShapesThatAreNoColumnsOfAsManyRows) {
  const std::vector<std::vector<std::int64_t>> shapes = {{}, {2}, {0}, {1, 2}, {1, 1, 1}, {-1}};
  for (const std::vector<std::int64_t>& shape : shapes) {
    for (const std::size_t input : {0U, 2U}) {
      HostTensors inputs = row();
      inputs[input].shape = shape;
      EXPECT_ERROR(check(inputs), kInvalidData, "expected [N] or [N, 1] as all inputs");
    }
  }
}

TEST(RowRequests, RefuseAShapeThatIsNotThatOfTheValues) {
  HostTensors inputs = row();
  inputs[0].data = std::vector<double>{1, 2};
  EXPECT_ERROR(check(inputs), kInvalidData, "input 'size' has shape [1]");
}

TEST(RowRequests, RefuseATextWhereTrainingHadNumbersByItsRow) {
  const HostTensors inputs = {{"size", {2}, std::vector<std::string>{"4", "wide"}},
                              {"code", {2}, std::vector<std::int64_t>{4, 7}}};
  EXPECT_ERROR(check(inputs), kInvalidData,
               "row 1: 'wide' is not a number, which column 'size' was in training");
}

TEST(RowRequests, RefuseNumbersThatAreNotFinite) {
  EXPECT_ERROR((check(row<double, std::int64_t>(std::numeric_limits<double>::infinity(), 7))),
               kInvalidData, "row 0: inf is too far from what column 'size' was in training");
  EXPECT_ERROR((check(row<std::string, std::int64_t>("-inf", 7))), kInvalidData,
               "'-inf' is not a number");
}

TEST(RowRequests, RefuseNumbersTooFarFromThoseOfTheTraining) {
  EXPECT_ERROR((check(row<double, std::int64_t>(1e300, 7))), kInvalidData,
               "row 0: 1e+300 is too far from what column 'size' was in training, 2 +- 2");
  EXPECT_ERROR((check(row<std::string, std::int64_t>("-1e300", 7))), kInvalidData, "-1e+300");
}

class RowsOfSeed : public ::testing::TestWithParam<std::uint64_t> {};

/// The same rows come to the network as the same numbers, whichever way they come.
TEST_P(RowsOfSeed, ComeInRequestsAsInBatches) {
  base::Random random(GetParam());
  const auto size = static_cast<std::int64_t>(20 + random.below(40));
  const MemoryRows train = test::flats(size, 3, GetParam()).label_by("kind");
  ColumnChoice choice;
  if (random.below(2) == 0) choice.ignored = {"price"};
  if (random.below(2) == 0) choice.categories = {"door"};
  const RowEncoder encoder({.train = &train}, choice);
  const MemoryRows others = test::flats(17, 3, GetParam() + 1000);
  for (const MemoryRows& rows : {train, others}) {
    const std::vector<float> expected = inputs_of(encoder, rows);
    EXPECT_EQ(inputs_of(encoder, texts_of(rows, encoder.form().columns())), expected);
    EXPECT_EQ(inputs_of(encoder, numbers_of(rows, encoder.form().columns())), expected);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RowsOfSeed, ::testing::Range<std::uint64_t>(0, 40));

}  // namespace
}  // namespace maas::encoders
