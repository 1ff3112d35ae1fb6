#include "encoders/series/requests.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "encoders/series/records.h"
#include "encoders/series/series.h"

namespace maas::encoders {
namespace {

using test::kMissing;
using ::testing::ElementsAre;

HostTensors history(std::vector<std::int64_t> shape, std::vector<float> values) {
  return {{"history", std::move(shape), std::move(values)}};
}

std::vector<float> floats(const HostTensor& tensor) {
  return std::get<std::vector<float>>(tensor.data);
}

TEST(SeriesRequests, AreTheLastStepsThatAreKnown) {
  const TensorSpec one = history_input(plain_form(3, 2));
  EXPECT_EQ(one.name, "history");
  EXPECT_EQ(one.datatype, "FP32");
  EXPECT_THAT(one.shape, ElementsAre(-1, 3));
  SeriesForm form = plain_form(3, 2, 4, /*differenced=*/true);
  form.columns.push_back({.name = "sun", .mean = 0, .std = 1});
  EXPECT_THAT(history_input(form).shape, ElementsAre(-1, 7, 2));
}

TEST(SeriesRequests, BecomeTheNetworksInputs) {
  const SeriesForm form = plain_form(2, 1);
  const HostTensors request = history({2, 2}, {1, 2, 3, 4});
  EXPECT_EQ(check_histories(form, request).samples, 2);
  const HostTensors prepared = prepared_histories(form, request);
  ASSERT_EQ(prepared.size(), 1U);
  EXPECT_EQ(prepared[0].name, "steps");
  EXPECT_THAT(prepared[0].shape, ElementsAre(2, 2, 1));
  EXPECT_THAT(floats(prepared[0]), ElementsAre(1, 2, 3, 4));
}

TEST(SeriesRequests, BringTheNaiveForecastWhereDifferencesAreLearned) {
  const SeriesForm form = plain_form(1, 3, 2, /*differenced=*/true);
  const HostTensors prepared = prepared_histories(form, history({1, 3}, {1, 2, 5}));
  ASSERT_EQ(prepared.size(), 2U);
  EXPECT_THAT(floats(prepared[0]), ElementsAre(5, 4));
  EXPECT_EQ(prepared[1].name, "naive");
  EXPECT_THAT(floats(prepared[1]), ElementsAre(2, 5, 2));
}

TEST(SeriesRequests, MayBeOfAnyNumbersAndNameTheOneColumn) {
  const SeriesForm form = plain_form(2, 1);
  HostTensors request = {{"history", {1, 2, 1}, std::vector<double>{1, 2}}};
  check_histories(form, request);
  EXPECT_THAT(floats(prepared_histories(form, request)[0]), ElementsAre(1, 2));
  request = {{"history", {1, 2}, std::vector<std::int64_t>{1, 2}}};
  check_histories(form, request);
}

TEST(SeriesRequests, OfOtherShapesAreRefused) {
  const SeriesForm form = plain_form(2, 1);
  EXPECT_ERROR(check_histories(form, history({1, 3}, {1, 2, 3})), kInvalidData,
               "input 'history' has shape [1, 3], expected [N, 2]");
  for (const std::vector<std::int64_t>& shape :
       std::vector<std::vector<std::int64_t>>{{}, {2}, {0, 2}, {1, 2, 2}, {2, 2}, {1, 1}}) {
    EXPECT_ERROR(check_histories(form, history(shape, {1, 2})), kInvalidData, "has shape");
  }
}

TEST(SeriesRequests, OfOtherNamesTypesOrValuesAreRefused) {
  const SeriesForm form = plain_form(2, 1);
  EXPECT_ERROR(check_histories(form, {}), kInvalidData, "expected the one input 'history', got 0");
  EXPECT_ERROR(check_histories(form, {{"past", {1, 2}, std::vector<float>{1, 2}}}), kInvalidData,
               "got 'past'");
  EXPECT_ERROR(check_histories(form, {{"history", {1, 2}, std::vector<std::string>{"1", "2"}}}),
               kInvalidData, "is BYTES, not numbers");
  EXPECT_ERROR(check_histories(form, {{"history", {2, 2}, std::vector<double>{1, 2, 3, kMissing}}}),
               kInvalidData, "row 1: step 1 of 'history' is missing");
}

class SeriesRecords : public ::testing::Test {
 protected:
  std::string table(const std::string& text) const {
    base::write_file(directory_ / "t.csv", text);
    return (directory_ / "t.csv").string();
  }

  HostTensors read(const std::string& file) const {
    const auto records = series_records({file}, form_);
    EXPECT_TRUE(records->next());
    HostTensors inputs = records->read();
    EXPECT_FALSE(records->next());
    return inputs;
  }

  SeriesForm form_ = plain_form(2, 1);
  test::TemporaryDirectory directory_;
};

TEST_F(SeriesRecords, AreTheLastStepsOfAFileEach) {
  EXPECT_THAT(floats(read(table("step,load\n0,1\n1,2\n2,3\n"))[0]), ElementsAre(2, 3));
  EXPECT_THAT(floats(read(table("load;day\n1;Mo\n2;Tu\n"))[0]), ElementsAre(1, 2));
}

TEST_F(SeriesRecords, AreCalledByTheirLastLine) {
  const std::string file = table("load\n1\n2\n");
  const auto records = series_records({file}, form_);
  ASSERT_TRUE(records->next());
  EXPECT_EQ(records->name(), file + ":3");
}

TEST_F(SeriesRecords, MayComeWithoutAHeaderIfTrainingDid) {
  form_.columns[0].name = form_.target = "column1";
  EXPECT_THAT(floats(read(table("1\n2\n3\n"))[0]), ElementsAre(2, 3));
}

TEST_F(SeriesRecords, OfTooFewStepsAreRefused) {
  EXPECT_ERROR(read(table("load\n1\n")), kInvalidData, "t.csv' has 1 steps, 2 are looked back on");
}

TEST_F(SeriesRecords, WithoutTheColumnsOfTrainingAreRefused) {
  EXPECT_ERROR(read(table("lood\n1\n2\n")), kInvalidData, "has no column 'load', it has lood");
}

TEST_F(SeriesRecords, NameTheLineOfAValueThatIsMissingOrNone) {
  EXPECT_ERROR(read(table("a,load\n1,1\n1,\n1,3\n")), kInvalidData,
               "line 3: column 'load' has no value");
  EXPECT_ERROR(read(table("load\n1\nx\n")), kInvalidData, "line 3: 'x' of column 'load'");
  EXPECT_ERROR(read(table("a,load\n1,1\n1,2,3\n")), kInvalidData, "line 3: 3 fields");
}

TEST_F(SeriesRecords, ComeFromFilesAsInWindows) {
  for (const bool differenced : {false, true}) {
    const auto set = test::waves(60);
    const SeriesEncoder encoder(
        {.train = set.get()},
        {.window = 5, .horizon = 3, .season = 12, .differenced = differenced});
    const auto windows = encoder.windows(*set, Use::kJudge, "all");
    std::string text = "sun,load\n";
    for (std::int64_t i = 0; i < 57; ++i) {
      text += fmt::format("{:.17g},{:.17g}\n", set->value(i, 0), set->value(i, 1));
    }
    const auto records = encoder.records({table(text)});
    ASSERT_TRUE(records->next());
    const HostTensors inputs = records->read();
    const auto last = static_cast<std::ptrdiff_t>(windows->size() - 1);
    ASSERT_EQ(windows->origin(last), 57);
    const feed::Parts parts = encoder.parts(windows);
    ASSERT_EQ(parts.size(), inputs.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::vector<float> all = values_of(*parts[i], windows->size());
      const std::vector<float> one = floats(inputs[i]);
      EXPECT_EQ(std::vector<float>(all.begin() + last * std::ssize(one), all.end()), one);
    }
  }
}

TEST(SeriesEncoder, RefusesOtherWindowsThanAModelHasThatIsTrainedFurther) {
  const auto set = test::waves(60);
  const SeriesEncoder encoder({.train = set.get()}, {.window = 5, .horizon = 3, .season = 12});
  const test::TemporaryDirectory directory;
  store::ModelWriter writer(directory / "model", /*force=*/false);
  store::ModelFiles files{.directory = directory / "model", .config = {}, .manifest = {}};
  encoder.save(writer, files.config);
  const Basis basis{.train = set.get(), .model = &files};
  EXPECT_ERROR(SeriesEncoder(basis, {.window = 5, .horizon = 4, .season = 12}), kInvalidRecipe,
               "task.horizon: 4, the model that is trained further has 3");
  EXPECT_ERROR(SeriesEncoder(basis, {.window = 5, .horizon = 3, .season = 12, .differenced = true}),
               kInvalidRecipe,
               "task.differenced: true, the model that is trained further has false");
  EXPECT_EQ(SeriesEncoder(basis, {.window = 5, .horizon = 3, .season = 12}).form().window, 5);
}

TEST(SeriesEncoder, RefusesAnotherTargetThanAModelHasThatIsTrainedFurther) {
  const auto set = test::waves(60);
  const WindowShape shape{.window = 5, .horizon = 3, .season = 12};
  const test::TemporaryDirectory directory;
  store::ModelWriter writer(directory / "model", /*force=*/false);
  store::ModelFiles files{.directory = directory / "model", .config = {}, .manifest = {}};
  SeriesEncoder({.train = set.get()}, shape).save(writer, files.config);
  files.config["series"]["target"] = "sun";
  files.config["series"]["columns"][0]["name"] = "sun";
  EXPECT_ERROR(SeriesEncoder({.train = set.get(), .model = &files}, shape), kInvalidRecipe,
               "the model that is trained further has sun");
}

}  // namespace
}  // namespace maas::encoders
