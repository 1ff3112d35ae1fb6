#include "tuning/journal.h"

#include <fstream>

#include "support/support.h"

namespace maas::tuning {
namespace {

class JournalTest : public ::testing::Test {
 protected:
  void append(const std::string& text) const { std::ofstream(file(), std::ios::app) << text; }
  std::filesystem::path file() const { return folder_ / "journal.jsonl"; }

  test::TemporaryDirectory folder_;
};

const Result kPaused{
    .trial = 3, .pause_at = 5.0 / 3, .status = "paused", .value = 0.75, .epoch = 2};
const Result kFailed{.trial = 3, .pause_at = {}, .status = "failed", .error = "the loss is nan"};

TEST_F(JournalTest, RemembersTheResultsOfEachJob) {
  {
    Journal journal(file());
    journal.add(kPaused);
    journal.add(kFailed);
  }
  const Journal again(file());
  ASSERT_NE(again.find({3, 5.0 / 3}), nullptr);
  EXPECT_EQ(again.find({3, 5.0 / 3})->value, 0.75);
  EXPECT_EQ(again.find({3, {}})->error, "the loss is nan");
  EXPECT_EQ(again.find({3, 5.0}), nullptr);
}

TEST_F(JournalTest, ForgetsWhatFailedInItsFileToo) {
  {
    Journal journal(file());
    journal.add(kPaused);
    journal.add(kFailed);
    EXPECT_EQ(journal.forget_failed(), std::set<std::int64_t>{3});
    journal.add({.trial = 4, .status = "complete", .value = 0.5});
  }
  const Journal again(file());
  EXPECT_NE(again.find({3, 5.0 / 3}), nullptr);
  EXPECT_EQ(again.find({3, {}}), nullptr);
  EXPECT_NE(again.find({4, {}}), nullptr);
}

TEST_F(JournalTest, DropsALineThatWasNotFinished) {
  Journal(file()).add(kPaused);
  append(R"({"trial":4,"sta)");
  Journal(file()).add(kFailed);
  const Journal again(file());
  EXPECT_NE(again.find({3, {}}), nullptr);
  EXPECT_EQ(again.find({4, {}}), nullptr);
}

TEST_F(JournalTest, RefusesALineThatIsNoResultAndNamesIt) {
  Journal(file()).add(kPaused);
  append("nonsense\n");
  EXPECT_ERROR(Journal(file()), kInvalidData, "journal.jsonl:2: the line is no result");
  std::filesystem::remove(file());
  append("{\"trial\":4,\"status\":\"lost\"}\n");
  EXPECT_ERROR(Journal(file()), kInvalidData, "journal.jsonl:1");
}

}  // namespace
}  // namespace maas::tuning
