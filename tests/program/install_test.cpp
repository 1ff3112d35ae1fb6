#include <map>

#include "program/program.h"

namespace maas::test {
namespace {

namespace fs = std::filesystem;

/// What lies below a folder, with the time when each was last changed.
std::map<fs::path, fs::file_time_type> entries_below(const fs::path& folder) {
  std::map<fs::path, fs::file_time_type> entries;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    entries[entry.path().lexically_relative(folder)] = entry.last_write_time();
  }
  return entries;
}

/// What is installed, with links to LibTorch in the place of copies, moved to another place and
/// made read-only.
class Installed : public Program {
 protected:
  void SetUp() override {
    const Outcome outcome = run_process(MAAS_CMAKE, {"--install", MAAS_BINARY_DIR, "--component",
                                                     "maas", "--prefix", path("first place")});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    std::istringstream libraries(MAAS_TORCH_LIBRARIES);
    for (std::string file; std::getline(libraries, file, ':');) {
      fs::create_symlink(file, path("first place/lib/maas") / fs::path(file).filename());
    }
    fs::rename(path("first place"), place());
    run_process("/bin/chmod", {"-R", "a-w", place()});
  }
  void TearDown() override { run_process("/bin/chmod", {"-R", "u+w", place()}); }

  fs::path place() const { return path("second place"); }

  Outcome installed(const std::vector<std::string>& arguments) const {
    return run_process(place() / "bin/maas", arguments);
  }
};

TEST_F(Installed, WorksFromWhereItWasMovedToAndLeavesNothingThere) {
  const auto before = entries_below(place());
  const Outcome recipes = installed({"recipe", "ls"});
  EXPECT_THAT(recipes.out, ::testing::HasSubstr("builtin:fashion_mnist/mlp")) << recipes.err;
  EXPECT_EQ(installed({"doctor", "--load"}).status, 0) << installed({"doctor", "--load"}).out;
  std::vector<std::string> arguments = training("run");
  arguments[1] = "builtin:fashion_mnist/lenet";
  const Outcome trained = installed(arguments);
  EXPECT_EQ(trained.status, 0) << trained.err;
  EXPECT_EQ(entries_below(place()), before);
}

TEST_F(Installed, HoldsWhatShellsAndManLookFor) {
  for (const char* file :
       {"share/man/man1/maas.1", "share/man/man5/maas-recipe.5",
        "share/bash-completion/completions/maas", "share/zsh/site-functions/_maas",
        "share/fish/vendor_completions.d/maas.fish", "share/doc/maas/copyright"}) {
    EXPECT_TRUE(fs::exists(place() / file)) << file;
  }
}

TEST_F(Installed, LooksForLibrariesBesideItselfOnly) {
  for (const char* file : {"bin/maas", "lib/maas/libmaas.so"}) {
    const Outcome outcome = run_process("/usr/bin/readelf", {"--dynamic", place() / file});
    EXPECT_THAT(outcome.out, ::testing::ContainsRegex("rpath: \\[\\$ORIGIN[^:]*\\]")) << file;
  }
}

}  // namespace
}  // namespace maas::test
