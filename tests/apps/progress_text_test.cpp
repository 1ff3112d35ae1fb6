#include "progress_text.h"

#include "support/support.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ProgressUpdate training() {
  return {.stage = "train",
          .done = 333,
          .total = 1000,
          .unit = "step",
          .rate = 18234,
          .data_wait = 0.031,
          .values = {{"loss", 0.34125}, {"valid.acc", 0.8712}}};
}

TEST(ProgressLine, SaysHowFarHowFastAndHowLong) {
  EXPECT_EQ(cli::progress_line(training(), 80),
            "train 333/1000 step (33.3 %)  18.2k/s  data wait 3 %  loss 0.3412  valid.acc 0.8712  "
            "1 min 20 s left");
}

TEST(ProgressBar, HoldsEverythingInEightyColumns) {
  EXPECT_EQ(cli::progress_bar(training(), 80, 79),
            "train 33 % [###--------]  loss 0.3412  acc 0.8712  18.2k/s  wait 3 %  1:20 left");
}

TEST(ProgressBar, OfAWideTerminalHasTwentyCells) {
  EXPECT_THAT(cli::progress_bar(training(), 80, 200), HasSubstr("[######--------------]"));
}

TEST(ProgressBar, KeepsTheLossAndTheTimeInFortyColumns) {
  EXPECT_EQ(cli::progress_bar(training(), 80, 39), "train 33 %  loss 0.3412  1:20 left");
}

TEST(ProgressBar, NeverIsWiderThanTheTerminal) {
  for (std::size_t width = 1; width < 120; ++width) {
    EXPECT_LE(cli::progress_bar(training(), 80, width).size(), width);
  }
}

TEST(ProgressBar, SaysAHundredPercentAtTheEndAlone) {
  ProgressUpdate update = training();
  update.done = 999.9;
  EXPECT_THAT(cli::progress_bar(update, 80, 79), HasSubstr("train 99 %"));
  update.done = 1000;
  EXPECT_THAT(cli::progress_bar(update, 0, 79), HasSubstr("train 100 % [####"));
}

TEST(ProgressBar, CountsHours) {
  EXPECT_THAT(cli::progress_bar(training(), 3 * 3600 + 62, 79), HasSubstr("3:01:02 left"));
}

TEST(ProgressBar, LeavesOutTheNameOfTheValidationSplitAlone) {
  const ProgressUpdate update{
      .stage = "tune", .done = 1, .total = 8, .unit = "trial", .values = {{"best valid.acc", 0.5}}};
  EXPECT_THAT(cli::progress_bar(update, 0, 79), HasSubstr("  best valid.acc 0.5000"));
}

TEST(ProgressBar, WithoutATotalHasNoCells) {
  EXPECT_EQ(cli::progress_bar({.stage = "predict", .done = 12, .unit = "input"}, 0, 79),
            "predict 12 input");
}

TEST(ProgressBar, ShowsControlCharactersOfNames) {
  ProgressUpdate update = training();
  update.values = {{"valid.f1.\x1b[2J", 0.5}};
  EXPECT_THAT(cli::progress_bar(update, 80, 79), HasSubstr("f1.\\x1b[2J 0.5"));
  EXPECT_THAT(cli::progress_line(update, 80), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace maas::test
