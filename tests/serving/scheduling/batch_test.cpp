#include "serving/scheduling/batch.h"

#include "base/hashing.h"
#include "serving/support/fake_engine.h"
#include "serving/support/home.h"
#include "support/support.h"

namespace maas::serving::scheduling {
namespace {

using test::FakeEngine;
using testing::ElementsAre;

class Batch : public testing::Test {
 protected:
  void add(float sum) {
    auto job = std::make_unique<test::PlainJob>(queue_.enter());
    job->inputs = {{"x", {1, 4}, std::vector<float>{sum, 0, 0, 0}}};
    jobs_.push_back(std::move(job));
  }

  /// Runs what was added, and returns the sums; -1 for an error.
  std::vector<float> run() {
    scheduling::run(*engine_, jobs_);
    std::vector<float> sums;
    for (const auto& job : jobs_) {
      EXPECT_NE(job->error.has_value(), !job->outputs.empty());
      sums.push_back(job->error ? -1 : std::get<std::vector<float>>(job->outputs[0].data)[0]);
    }
    return sums;
  }

  std::shared_ptr<FakeEngine> engine_ = std::make_shared<FakeEngine>();
  ModelQueue queue_{engine_, {}};
  Jobs jobs_;
};

TEST_F(Batch, GivesEachJobItsOwnAnswer) {
  for (const float sum : {1.0F, 2.0F, 3.0F}) add(sum);
  EXPECT_THAT(run(), ElementsAre(1, 2, 3));
}

TEST_F(Batch, RunsOnceWhateverIsWrongWithSome) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    base::Random random(seed);
    jobs_.clear();
    std::vector<float> expected;
    for (std::uint64_t i = 0; i <= random.below(12); ++i) {
      const bool is_bad = random.below(3) == 0;
      add(is_bad ? FakeEngine::kBadValue : static_cast<float>(i));
      expected.push_back(is_bad ? -1 : static_cast<float>(i));
    }
    ASSERT_EQ(run(), expected) << seed;
    ASSERT_EQ(engine_->batches().size(), seed + 1);
  }
}

TEST_F(Batch, FailsAsAWholeWhereTheModelDoes) {
  add(1);
  add(FakeEngine::kBreaksAll);
  EXPECT_THAT(run(), ElementsAre(-1, -1));
  EXPECT_EQ(jobs_[0]->error->code(), ErrorCode::kInternal);
  EXPECT_EQ(engine_->batches().size(), 1);
}

}  // namespace
}  // namespace maas::serving::scheduling
