#include "serving/scheduling/model_queue.h"

#include <optional>

#include "serving/support/fake_engine.h"
#include "support/support.h"

namespace maas::serving::scheduling {
namespace {

class IdleJob final : public Job {
 public:
  IdleJob(Place place, std::int64_t samples, Clock::time_point deadline_) : Job(std::move(place)) {
    demand.samples = samples;
    deadline = deadline_;
  }
  void finish() override {}
};

class ModelQueueTest : public testing::Test {
 protected:
  void put(std::int64_t samples, Clock::time_point deadline = Clock::time_point::max()) {
    queue_.put(std::make_unique<IdleJob>(queue_.enter(), samples, deadline));
  }

  /// Takes a batch and returns its jobs' samples.
  std::vector<std::int64_t> take() {
    Jobs batch;
    late_.clear();
    queue_.take(kNow, batch, late_);
    std::vector<std::int64_t> samples;
    for (const auto& job : batch) samples.push_back(job->demand.samples);
    return samples;
  }

  static constexpr Clock::time_point kNow{std::chrono::hours(1)};

  ModelQueue queue_{std::make_shared<test::FakeEngine>(), {.max_batch = 8, .capacity = 5}};
  Jobs late_;
};

TEST_F(ModelQueueTest, FillsABatchInOrder) {
  for (const std::int64_t samples : {3, 5, 1}) put(samples);
  EXPECT_THAT(take(), testing::ElementsAre(3, 5));
  EXPECT_THAT(take(), testing::ElementsAre(1));
  EXPECT_TRUE(queue_.is_empty());
}

TEST_F(ModelQueueTest, DoesNotOvertakeToFillABatch) {
  for (const std::int64_t samples : {3, 6, 1}) put(samples);
  EXPECT_THAT(take(), testing::ElementsAre(3));
  EXPECT_THAT(take(), testing::ElementsAre(6, 1));
}

TEST_F(ModelQueueTest, IsFullWithABatchOfSamples) {
  put(7);
  EXPECT_FALSE(queue_.is_full());
  put(1);
  EXPECT_TRUE(queue_.is_full());
  take();
  EXPECT_FALSE(queue_.is_full());
}

TEST_F(ModelQueueTest, TakesLateJobsApart) {
  put(1, kNow);
  put(2, kNow + std::chrono::nanoseconds(1));
  EXPECT_THAT(take(), testing::ElementsAre(2));
  ASSERT_EQ(late_.size(), 1);
  EXPECT_EQ(late_[0]->error.value().code(), ErrorCode::kBusy);
}

TEST_F(ModelQueueTest, HasAPlaceAgainWhenAJobIsDone) {
  std::optional<Place> places[5];
  for (auto& place : places) place.emplace(queue_.enter());
  EXPECT_ERROR(queue_.enter(), kBusy, "5 requests wait");
  EXPECT_EQ(queue_.pending(), 5);
  places[2].reset();
  EXPECT_NO_THROW(queue_.enter());
}

TEST_F(ModelQueueTest, AsksForASecondBeforeItHasMeasured) {
  EXPECT_EQ(queue_.retry_after(), 1);
}

}  // namespace
}  // namespace maas::serving::scheduling
