#include "cli/process.h"

namespace maas::test {
namespace {

constexpr const char* kBootstrap = MAAS_SOURCE_DIR "/bootstrap";

TEST(Bootstrap, RunsWithoutAHome) {
  const Outcome outcome = run_process("/usr/bin/env", {"-u", "HOME", kBootstrap, "--help"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, ::testing::HasSubstr("./bootstrap demo"));
}

TEST(Bootstrap, RefusesAnUnknownWordWithItsUsage) {
  const Outcome outcome = run_process(kBootstrap, {"destroy"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, ::testing::HasSubstr("./bootstrap demo"));
}

}  // namespace
}  // namespace maas::test
