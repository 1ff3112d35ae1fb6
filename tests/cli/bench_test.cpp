#include "cli/installation.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;

/// `maas bench`, by the fake library.
class Bench : public Installation {};

TEST_F(Bench, PrintsTheModelAndARowForEachBatchSize) {
  const Outcome outcome = maas({"bench", "m", "--batch", "1,32", "--threads", "1"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  for (const char* text :
       {"mlp, 1000 parameters", "float32, 50.0 % zero, 4.0 kB on disk", "12.5 ms, 2.5 MB",
        "kernels for avx2, threads: 1", "batch  p50 ms  p90 ms  p99 ms  samples/s",
        "    1   0.125   0.250   0.500       8000           0.062  12.0 kB       100",
        "\n   32   0.125"}) {
    EXPECT_THAT(outcome.out, HasSubstr(text));
  }
}

TEST_F(Bench, IsOneDocument) {
  const auto document = only_document(maas({"bench", "m", "--batch", "4", "--json"}));
  EXPECT_EQ(document["schema"], "maas.bench/v1");
  EXPECT_EQ(document["parameters"], 1000);
  EXPECT_EQ(document["batches"].size(), 1u);
  EXPECT_EQ(document["batches"][0]["batch"], 4);
  EXPECT_EQ(document["batches"][0]["p90_ms"], 0.25);
}

TEST_F(Bench, MeasuresThreeSizesUnlessItIsTold) {
  const auto batches = only_document(maas({"bench", "m", "--json"}))["batches"];
  ASSERT_EQ(batches.size(), 3u);
  EXPECT_EQ(batches[2]["batch"], 64);
}

TEST_F(Bench, RefusesAnEmptyBatch) {
  const Outcome outcome = maas({"bench", "m", "--batch", "0"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--batch"));
}

TEST_F(Bench, PrintsNothingWhenItIsStopped) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const Outcome outcome = run_and_stop(program(), {"bench", "wait"}, "waiting", signal);
    EXPECT_EQ(outcome.status, 128 + signal);
    EXPECT_EQ(outcome.out, "");
  }
}

}  // namespace
}  // namespace maas::test
