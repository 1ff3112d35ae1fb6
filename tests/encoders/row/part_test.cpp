#include "encoders/row/part.h"

#include "encoders/row/rows.h"

namespace maas::encoders {
namespace {

using ::testing::ElementsAre;

RowForm form_of(const MemoryRows& rows) {
  return {fitted_columns(rows, {}), rows.format()};
}

MemoryRows numbers(const std::vector<std::string>& values) {
  MemoryRows rows = table_of("x", values);
  rows.predict("x");
  return rows;
}

std::vector<float> targets_of(const MemoryRows& rows, double mean, double std) {
  return values_of(whole(*target_part(rows, mean, std), rows.size()));
}

TEST(RowPart, LaysTheInputsOfAllColumnsSideBySide) {
  const MemoryRows rows({"n", "c"}, {{"1", "a"}, {"3", "b"}, {"3", ""}, {"1", "a"}});
  const auto part = row_part(rows, form_of(rows));
  EXPECT_EQ(part->name(), "features");
  EXPECT_EQ(part->sample_bytes(), 16);
  const at::Tensor batch = whole(*part, rows.size());
  EXPECT_EQ(batch.sizes(), (std::vector<std::int64_t>{4, 4}));
  EXPECT_THAT(values_of(batch), ElementsAre(-1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, -1, 1, 0, 0));
}

TEST(RowPart, ReadsTheSamplesOfABatchInTheirOrder) {
  const MemoryRows rows = table_of("x", {"1", "2", "3"});
  const auto part = row_part(
      rows, RowForm({{.name = "x", .type = "number", .mean = 2, .std = 1}}, rows.format()));
  const std::int64_t samples[] = {2, 0};
  const at::Tensor batch = part->blank(samples);
  base::Random random(0);
  for (const std::int64_t row : {0, 1}) part->read(samples, row, random, batch);
  EXPECT_THAT(values_of(batch), ElementsAre(1, -1));
}

TEST(RowPart, FindsTheColumnsByTheirNames) {
  const MemoryRows rows({"n", "c"}, {{"1", "a"}, {"3", "b"}});
  const MemoryRows turned({"more", "c", "n"}, {{"?", "a", "1"}, {"!", "b", "3"}});
  const RowForm form = form_of(rows);
  EXPECT_EQ(values_of(whole(*row_part(turned, form), 2)),
            values_of(whole(*row_part(rows, form), 2)));
}

TEST(RowPart, RefusesRowsWithoutAColumn) {
  const RowForm form = form_of(test::flats(20));
  EXPECT_ERROR(row_part(table_of("floors", {"top"}), form), kInvalidData,
               "the rows have no column 'area', which the training rows had");
}

TEST(RowPart, TakesAColumnThatIsNotThereForMissingIfTrainingMissedItToo) {
  const MemoryRows train({"n", "c"}, {{"1", "a"}, {"3", "b"}, {"3", ""}, {"1", "a"}});
  const MemoryRows rows = table_of("n", {"3"});
  EXPECT_THAT(values_of(whole(*row_part(rows, form_of(train)), 1)), ElementsAre(1, 0, 0, 1));
}

TEST(RowPart, RefusesATextWhereTrainingHadNumbersByTheRow) {
  const RowForm form = form_of(table_of("x", {"1", "2", "3"}));
  EXPECT_ERROR(row_part(table_of("x", {"1", "wide", "3"}), form), kInvalidData,
               "memory:3: 'wide' is not a number, which column 'x' was in training");
}

TEST(RowPart, RefusesABrokenRow) {
  class Broken final : public MemoryRows {
   public:
    Broken() : MemoryRows(table_of("x", {"1", "2", "3"})) {}
    void verify(std::int64_t row) const override {
      if (row == 1) fail(ErrorCode::kInvalidData, "{} is broken", name(row));
    }
  };
  const RowForm form = form_of(table_of("x", {"1", "2", "3"}));
  EXPECT_ERROR(row_part(Broken(), form), kInvalidData, "memory:3 is broken");
}

TEST(TargetPart, IsInDeviationsFromTheMean) {
  EXPECT_THAT(targets_of(numbers({"1", "2.5", "-3"}), 1, 2), ElementsAre(0, 0.75F, -2));
}

TEST(TargetPart, RefusesATargetThatIsNoNumberByTheRow) {
  for (const char* const value : {"cheap", "", "inf"}) {
    EXPECT_ERROR(target_part(numbers({"1", value}), 0, 1), kInvalidData,
                 fmt::format("memory:3: the target 'x' is '{}', not a number", value));
  }
}

TEST(TargetPart, RefusesRowsWithoutATarget) {
  EXPECT_ERROR(target_part(table_of("x", {"1"}), 0, 1), kInvalidData, "the rows have no target");
}

}  // namespace
}  // namespace maas::encoders
