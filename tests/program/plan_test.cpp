#include "program/program.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;

class Plan : public Program {
 protected:
  std::vector<std::string> checking(const std::string& run,
                                    const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = training(run, more);
    arguments.push_back("--check");
    return arguments;
  }

  /// Runs the program with --json where 1.5 GB can be addressed.
  Outcome in_little_space(const std::vector<std::string>& arguments) const {
    std::string line = "ulimit -v 1500000; exec " MAAS_PROGRAM " --json";
    for (const std::string& argument : arguments) line += " '" + argument + "'";
    return run_process("/bin/bash", {"-c", line});
  }
};

TEST_F(Plan, LeavesNothingAndChangesNoByteOfTheRunThatFollows) {
  const std::string expected = undisturbed_weights();
  EXPECT_EQ(maas(checking("run")).status, 0);
  EXPECT_FALSE(std::filesystem::exists(path("run")));
  ASSERT_EQ(maas(training("run")).status, 0);
  EXPECT_EQ(weights("run"), expected);
}

TEST_F(Plan, ForeseesThePeakOfTheMemory) {
  const auto plan = document(maas(checking("run", {"--json"})));
  Process process(MAAS_PROGRAM, training("run"));
  ASSERT_EQ(process.wait().status, 0);
  const auto real = static_cast<double>(process.peak_memory());
  const double foreseen = plan["memory"]["peak"];
  EXPECT_NEAR(foreseen, real, 0.15 * real);
}

TEST_F(Plan, SaysThatAFinishedRunIsFinished) {
  ASSERT_EQ(maas(training("run")).status, 0);
  const Outcome outcome = maas(checking("run"));
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, HasSubstr("run is complete: there is nothing to do"));
}

TEST_F(Plan, ExitsWith69BehindThePlanWhereTheAddressSpaceIsTooSmall) {
  if (kIsSanitized) GTEST_SKIP() << "a sanitizer needs more";
  const Outcome outcome = in_little_space(checking("run", {"model.hidden=[100000,1200]"}));
  EXPECT_EQ(outcome.status, 69) << outcome.err;
  const auto plan = document(outcome);
  EXPECT_EQ(plan["shortages"][0]["of"], "memory");
  EXPECT_THAT(std::string(plan["memory"]["limit_source"]), HasSubstr("ulimit -v"));
  EXPECT_GT(plan["network"]["parameters"], 150'000'000);
  EXPECT_FALSE(std::filesystem::exists(path("run")));
}

TEST_F(Plan, ExitsWith69BehindTheRestWhereNotEvenTheNetworkCanBeBuilt) {
  if (kIsSanitized) GTEST_SKIP() << "a sanitizer needs more";
  const Outcome outcome = in_little_space(checking("run", {"model.hidden=[100000,100000]"}));
  EXPECT_EQ(outcome.status, 69) << outcome.err;
  const auto plan = document(outcome);
  EXPECT_THAT(std::string(plan["shortages"][0]["message"]), HasSubstr("can't allocate memory"));
  EXPECT_EQ(plan["splits"][0]["samples"], 1280);
  EXPECT_EQ(plan["steps"]["steps"], 60);
}

TEST_F(Plan, EndsWith143BySigtermWhileStepsAreTimed) {
  const Outcome outcome =
      run_and_stop(MAAS_PROGRAM, checking("run"), "timing the first steps", SIGTERM);
  EXPECT_EQ(outcome.status, 143);
  EXPECT_EQ(outcome.out, "");
}

}  // namespace
}  // namespace maas::test
