#include "encoders/row/encoder.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "encoders/row/rows.h"
#include "support/refusal.h"

namespace maas::encoders {
namespace {

using ::testing::ElementsAre;

/// An encoder of flats, and the files of its model.
class RowEncoderTest : public ::testing::Test {
 protected:
  RowEncoder fitted(const ColumnChoice& choice = {}) const {
    return RowEncoder({.train = &train_}, choice);
  }

  /// Publishes what the encoder has learned.
  void publish(const RowEncoder& encoder) {
    store::ModelWriter writer(files_.directory, /*force=*/true);
    encoder.save(writer, files_.config);
    writer.publish({});
  }

  RowEncoder read() const { return RowEncoder({.model = &files_}, {}); }

  std::filesystem::path columns_file() const { return files_.path("columns.json"); }

  void expect_refusal(const std::string& part) const {
    test::expect_refusal(columns_file(), part, [this] { read(); });
  }

  /// Lets `columns.json` hold something else.
  void replace(const std::string& text) {
    std::filesystem::create_directories(files_.directory);
    base::write_file(columns_file(), text);
  }

  MemoryRows train_ = test::flats(60).label_by("kind").with_missing_texts({"?"});
  test::TemporaryDirectory directory_;
  store::ModelFiles files_{.directory = directory_ / "model", .config = {}, .manifest = {}};
};

TEST_F(RowEncoderTest, TellsWhatRowsAre) {
  const RowEncoder encoder = fitted();
  EXPECT_EQ(encoder.text(), "3 numbers and 1 categories");
  EXPECT_EQ(encoder.part(), "features");
  // area, three floors or none, door or none, price
  EXPECT_THAT(encoder.shape(), ElementsAre(1 + 4 + 2 + 1));
}

TEST_F(RowEncoderTest, SurvivesItsFilesBitForBit) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    train_ = test::flats(60, 3, seed).label_by("kind");
    const RowEncoder encoder = fitted({.ignored = {}, .categories = {"door"}});
    publish(encoder);
    const RowEncoder again = read();
    EXPECT_EQ(again.text(), encoder.text());
    EXPECT_EQ(again.shape(), encoder.shape());
    for (const MemoryRows& rows : {train_, test::flats(30, 3, seed + 1000)}) {
      EXPECT_EQ(inputs_of(again, rows), inputs_of(encoder, rows)) << seed;
    }
  }
}

TEST_F(RowEncoderTest, KeepsValuesOfAnyLetters) {
  const MemoryRows rows({"n", "c"}, {{"1", "a \"b\"\n"}, {"2", "\\u0000"}, {"3", "caf\xC3\xA9"}});
  const RowEncoder encoder({.train = &rows}, {});
  publish(encoder);
  EXPECT_EQ(inputs_of(read(), rows), inputs_of(encoder, rows));
}

TEST_F(RowEncoderTest, KeepsTheTextsThatStandForMissingValues) {
  publish(fitted());
  const std::string table = (directory_ / "t.csv").string();
  base::write_file(table, "area,floor,door,price\n40,?,?,100\n");
  const RowEncoder again = read();
  const auto records = again.records({table});
  ASSERT_TRUE(records->next());
  const HostTensors row = records->read();
  const auto& inputs = std::get<std::vector<float>>(row.at(0).data);
  EXPECT_EQ(inputs[4], 1);  // there is no floor
  EXPECT_EQ(inputs[6], 1);  // there is no door
}

TEST_F(RowEncoderTest, TakesRandomRequestsOfItsOwn) {
  for (const bool has_constants : {false, true}) {
    if (has_constants) {
      train_ = MemoryRows({"n", "same", "none"}, {{"1", "x", ""}, {"2", "x", ""}});
    }
    const RowEncoder encoder = fitted();
    base::Random random(1);
    HostTensors request = encoder.random_request(5, random);
    EXPECT_EQ(encoder.check(request).samples, 5);
    const HostTensors prepared = encoder.prepare(std::move(request));
    EXPECT_THAT(prepared.at(0).shape, ElementsAre(5, encoder.shape().at(0)));
  }
}

TEST_F(RowEncoderTest, DrawsNothing) {
  EXPECT_EQ(fitted().picture(train_, 0), "");
}

TEST_F(RowEncoderTest, RefusesAModelWithoutColumns) {
  std::filesystem::create_directories(files_.directory);
  EXPECT_ERROR(read(), kNotFound, columns_file().string());
}

TEST_F(RowEncoderTest, RefusesColumnsThatAreNoJson) {
  replace("area,floor");
  expect_refusal("JSON");
}

TEST_F(RowEncoderTest, RefusesColumnsOfAnotherVersion) {
  replace(R"({"schema": "maas.columns/v9", "columns": []})");
  expect_refusal("maas.columns/v9");
}

TEST_F(RowEncoderTest, RefusesAColumnOfAnotherType) {
  replace(R"({"schema": "maas.columns/v1", "columns": [{"name": "a", "type": "date"}]})");
  expect_refusal("date");
}

TEST_F(RowEncoderTest, RefusesADeviationBelowZero) {
  replace(R"({"schema": "maas.columns/v1",
              "columns": [{"name": "a", "type": "number", "std": -1}]})");
  expect_refusal("must be at least 0, not -1");
}

TEST_F(RowEncoderTest, RefusesADelimiterThatIsNoCharacter) {
  replace(R"({"schema": "maas.columns/v1", "delimiter": "--",
              "columns": [{"name": "a", "type": "number", "std": 1}]})");
  expect_refusal("delimiter '--' is not one character");
}

TEST_F(RowEncoderTest, RefusesColumnsThatBecomeNoInput) {
  replace(R"({"schema": "maas.columns/v1", "columns": [{"name": "a", "type": "number"}]})");
  expect_refusal("the columns become no input of a network");
}

TEST_F(RowEncoderTest, RefusesATargetThatItReads) {
  publish(fitted());
  const auto shared = [](MemoryRows rows) { return std::make_shared<MemoryRows>(std::move(rows)); };
  const auto other = shared(test::flats(30).predict("price"));
  EXPECT_ERROR(read().parts(other, Use::kJudge), kInvalidRecipe,
               "task.target: 'price' is among the columns that the model tells it from");
  const RowEncoder further({.train = other.get(), .model = &files_}, {{"kind"}, {}});
  EXPECT_ERROR(further.parts(other, Use::kTrain), kInvalidRecipe, "task.target: 'price' is among");
}

TEST_F(RowEncoderTest, RefusesToJudgeByAnotherTargetThanThatOfTheTraining) {
  publish(fitted({.ignored = {"price"}, .categories = {}}));
  const auto other = std::make_shared<MemoryRows>(test::flats(30).predict("price"));
  EXPECT_ERROR(read().parts(other, Use::kJudge), kInvalidRecipe,
               "task.target: 'price', the model was trained to tell 'kind'");
  // Trained further, it may tell what it does not read.
  const RowEncoder further({.train = other.get(), .model = &files_}, {{"kind"}, {}});
  EXPECT_EQ(further.parts(other, Use::kTrain).size(), 1U);
  EXPECT_EQ(further.form().target(), "price");
}

TEST_F(RowEncoderTest, RefusesOtherColumnsThanThoseOfTheModelThatIsTrainedFurther) {
  publish(fitted({.ignored = {"price"}, .categories = {"door"}}));
  const auto further = [&](const ColumnChoice& choice) {
    RowEncoder({.train = &train_, .model = &files_}, choice);
  };
  further({.ignored = {"price"}, .categories = {"door"}});
  EXPECT_ERROR(further({.ignored = {"price", "area"}, .categories = {"door"}}), kInvalidRecipe,
               "task.ignore: the model that is trained further takes the column 'area'");
  EXPECT_ERROR(further({.ignored = {"price"}, .categories = {}}), kInvalidRecipe,
               "task.categories: the model that is trained further takes the column 'door' for a "
               "category");
  EXPECT_ERROR(further({.ignored = {"price"}, .categories = {"door", "area"}}), kInvalidRecipe,
               "the column 'area' for a number");
  EXPECT_ERROR(further({.ignored = {}, .categories = {"door"}}), kInvalidRecipe,
               "data.train: the model that is trained further takes no column 'price'");
}

}  // namespace
}  // namespace maas::encoders
