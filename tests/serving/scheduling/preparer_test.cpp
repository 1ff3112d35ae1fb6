#include "serving/scheduling/preparer.h"

#include "serving/support/fake_pictures.h"
#include "serving/support/home.h"
#include "support/support.h"

namespace maas::serving::scheduling {
namespace {

using test::FakePictures;

/// Jobs that are prepared are passed on to the place where the failed ones come home to.
class PreparerTest : public testing::Test {
 protected:
  static constexpr std::int64_t kScratch = 10;

  ~PreparerTest() override { engine_->release(); }

  void start(int threads, std::int64_t scratch_of_a_job = 1) {
    engine_ = std::make_shared<FakePictures>(scratch_of_a_job);
    queue_ = std::make_unique<ModelQueue>(engine_, QueueLimits{});
    preparer_ = std::make_unique<Preparer>([this](Jobs& jobs) { home_.deliver(jobs); }, kScratch);
    preparer_->start(threads);
  }

  void submit(std::size_t size, Clock::time_point deadline = Clock::time_point::max()) {
    auto job = std::make_unique<test::PlainJob>(queue_->enter());
    job->home = &home_;
    job->inputs = {{"image", {1}, std::vector<std::string>{std::string(size, 'x')}}};
    job->demand = engine_->check(job->inputs);
    job->deadline = deadline;
    preparer_->submit(std::move(job));
  }

  static float size_in(const Job& job) {
    return std::get<std::vector<float>>(job.inputs.at(0).data).at(0);
  }

  std::shared_ptr<FakePictures> engine_;
  std::unique_ptr<ModelQueue> queue_;
  test::Home home_;
  std::unique_ptr<Preparer> preparer_;
};

TEST_F(PreparerTest, PassesOnInTheOrderOfArrival) {
  start(1);
  for (const std::size_t size : {3, 1, 2}) submit(size);
  const Jobs done = home_.wait_for(3);
  EXPECT_EQ(size_in(*done[0]), 3);
  EXPECT_EQ(size_in(*done[1]), 1);
  EXPECT_EQ(size_in(*done[2]), 2);
}

TEST_F(PreparerTest, SendsHomeWhatIsBroken) {
  start(1);
  submit(FakePictures::kBroken);
  const Jobs done = home_.wait_for(1);
  ASSERT_TRUE(done[0]->error.has_value());
  EXPECT_EQ(done[0]->error->code(), ErrorCode::kInvalidData);
}

TEST_F(PreparerTest, PreparesNothingThatIsLate) {
  start(1);
  submit(1, Clock::now());
  const Jobs done = home_.wait_for(1);
  ASSERT_TRUE(done[0]->error.has_value());
  EXPECT_EQ(done[0]->error->code(), ErrorCode::kBusy);
  EXPECT_EQ(engine_->most_at_once(), 0);
}

TEST_F(PreparerTest, HoldsNoMoreMemoryThanItMay) {
  start(4, 4);
  engine_->hold();
  for (int i = 0; i < 12; ++i) submit(1);
  engine_->wait_until_preparing(2);
  engine_->release();
  home_.wait_for(12);
  EXPECT_EQ(engine_->most_at_once(), 2) << "jobs of 4 where 10 are allowed";
}

TEST_F(PreparerTest, TakesWhatNeedsAllMemoryAlone) {
  start(4, kScratch + 5);
  for (int i = 0; i < 8; ++i) submit(1);
  home_.wait_for(8);
  EXPECT_EQ(engine_->most_at_once(), 1);
}

TEST_F(PreparerTest, FailsWhatWaitsWhenItIsCancelled) {
  start(1);
  engine_->hold();
  for (int i = 0; i < 3; ++i) submit(1);
  engine_->wait_until_preparing(1);
  preparer_->cancel();
  engine_->release();
  const Jobs done = home_.wait_for(3);
  int failed = 0;
  for (const auto& job : done) failed += job->error ? 1 : 0;
  EXPECT_EQ(failed, 2);
}

TEST_F(PreparerTest, PreparesWhatWaitsBeforeItStops) {
  start(2);
  for (int i = 0; i < 20; ++i) submit(1);
  preparer_->stop();
  EXPECT_EQ(home_.wait_for(20).size(), 20);
}

}  // namespace
}  // namespace maas::serving::scheduling
