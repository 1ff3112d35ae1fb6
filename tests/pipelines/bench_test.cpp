#include "maas/bench.h"

#include <thread>

#include "pipelines/compressible.h"

namespace maas {
namespace {

using ::testing::EndsWith;

class Bench : public test::Compressible {
 protected:
  Bench() {
    options.model = {model().string()};
    options.batch = {1, 7};
    options.iterations = 20;
    options.duration = {0.001};
  }

  BenchReport run() { return bench(options, progress); }

  BenchOptions options;
};

TEST_F(Bench, MeasuresEachBatchSize) {
  const BenchReport report = run();
  ASSERT_EQ(report.batches.size(), 2U);
  EXPECT_EQ(report.batches[0].batch, 1);
  EXPECT_EQ(report.batches[1].batch, 7);
  for (const BatchBench& each : report.batches) {
    EXPECT_GE(each.requests, 20);
    EXPECT_GT(each.forward_p50_ms, 0);
    EXPECT_GT(each.p50_ms, 0);
    EXPECT_LE(each.p50_ms, each.p90_ms);
    EXPECT_LE(each.p90_ms, each.p99_ms);
    EXPECT_GT(each.samples_per_second, 0);
  }
}

TEST_F(Bench, TakesNoLessThanTheDuration) {
  options.batch = {1};
  options.iterations = 1;
  options.duration = {0.05};
  const BatchBench result = run().batches.front();
  EXPECT_GT(result.requests, 1);
  EXPECT_GE(static_cast<double>(result.requests) / result.samples_per_second, 0.045);
}

TEST_F(Bench, DescribesTheModel) {
  const BenchReport report = run();
  EXPECT_EQ(report.model, model().string());
  EXPECT_EQ(report.architecture, "lenet");
  EXPECT_EQ(report.weights, "float32");
  EXPECT_EQ(report.parameters, 1154);
  EXPECT_EQ(report.bytes, 4 * 1154);
  EXPECT_FALSE(report.kernels.empty());
}

TEST_F(Bench, RunsAnInt8Model) {
  quantize({.common = {.model = {model().string()}, .output = {output().string()}}}, progress);
  options.model = {output().string()};
  const BenchReport report = run();
  EXPECT_EQ(report.weights, "int8 (w8a8) in 5 of 5 layers");
  EXPECT_EQ(report.parameters, 1154);
  EXPECT_LT(report.bytes, 2 * 1154);
  EXPECT_EQ(report.batches.size(), 2U);
}

TEST_F(Bench, EndsByASignal) {
  progress.stop_now();
  EXPECT_ERROR(run(), kTerminated, "SIGTERM");
}

TEST_F(Bench, RefusesWhatIsNoModel) {
  options.model = {(folder_ / "nowhere").string()};
  EXPECT_ERROR(run(), kNotFound, "there is no");
}

}  // namespace
}  // namespace maas
