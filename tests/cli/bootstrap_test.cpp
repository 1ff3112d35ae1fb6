#include "cli/process.h"

namespace maas::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

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

/// A project of the bootstrap alone, on a machine that has everything and builds in no time.
class BootstrapTest : public ::testing::Test {
 protected:
  BootstrapTest() {
    for (const char* const folder : {"bin", "tests/interop", "build/venv"}) {
      fs::create_directories(root_ / folder);
    }
    fs::copy(kBootstrap, root_ / "bootstrap");
    for (const char* const file :
         {"tests/interop/requirements.txt", "build/venv/requirements.txt"}) {
      std::ofstream(root_ / file) << "numpy\n";
    }
    make_tool("dpkg-query", "echo installed");
    make_tool("cmake", "exit 0");
  }

  void make_tool(const std::string& name, const std::string& line) const {
    std::ofstream(root_ / "bin" / name) << "#!/bin/sh\n" << line << "\n";
    fs::permissions(root_ / "bin" / name, fs::perms::owner_all);
  }

  Outcome run() const {
    const std::string root = root_.path().string();
    return run_process("/usr/bin/env", {"PATH=" + root + "/bin:/usr/bin:/bin",
                                        "MAAS_TORCH_DIR=" + root, root + "/bootstrap", "test"});
  }

  TemporaryDirectory root_;
};

TEST_F(BootstrapTest, SaysHowLongItTakesAndEndsWithTheRunnersSummary) {
  make_tool("ctest", "echo 'Total Test time (real) = 0.10 sec'; exit 8");
  const Outcome outcome = run();
  EXPECT_EQ(outcome.status, 8);
  EXPECT_THAT(outcome.err, HasSubstr("==> building: half an hour on two cores the first time"));
  EXPECT_THAT(outcome.err, HasSubstr("ready after 0 min "));
  EXPECT_THAT(outcome.err, HasSubstr("testing: ten minutes or so"));
  EXPECT_THAT(outcome.out, ::testing::EndsWith("Total Test time (real) = 0.10 sec\n"));
}

TEST(Packing, SaysHowLongItTakesAndHowLongItTook) {
  const TemporaryDirectory folder;
  const std::string scripts = MAAS_SOURCE_DIR "/lib/cmake/package/";
  std::ofstream(folder / "pack.cmake") << "set(CPACK_GENERATOR DEB)\ninclude(" << scripts
                                       << "Kind.cmake)\ninclude(" << scripts << "Elapsed.cmake)\n";
  const Outcome outcome =
      run_process("/usr/bin/env", {"cmake", "-P", (folder / "pack.cmake").string()});
  EXPECT_THAT(outcome.out, HasSubstr("packing DEB: some minutes"));
  EXPECT_THAT(outcome.out, ::testing::ContainsRegex("packed DEB in [0-9]+ s"));
}

}  // namespace
}  // namespace maas::test
