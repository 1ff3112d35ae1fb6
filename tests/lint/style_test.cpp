#include <cstdlib>

#include <gtest/gtest.h>

#include "lint/source_tree.h"

namespace maas::lint {
namespace {

TEST(Names, OfFilesAndFoldersAreSnakeCase) {
  static const std::regex pattern("^([a-z0-9_]+/)+[a-z0-9_]+\\.[a-z]+$");
  for (const std::string& path : sources()) EXPECT_TRUE(std::regex_match(path, pattern)) << path;
}

TEST(Names, OfAComponentsImplementationIsTheFolders) {
  for (const std::string& path : files_below({"lib"}, {".h"})) {
    const std::filesystem::path card = root() / path;
    if (card.filename() != "card.h") continue;
    const std::string name = card.parent_path().filename().string();
    EXPECT_TRUE(std::filesystem::exists(card.parent_path() / (name + ".h"))) << path;
  }
}

TEST(Headers, BeginWithPragmaOnceBelowTheirComment) {
  for (const std::string& path : files_below({"apps", "include", "lib", "tests"}, {".h", ".cuh"})) {
    const std::vector<Line> lines = lines_of(path);
    const auto first = std::find_if(lines.begin(), lines.end(), [](const Line& line) {
      return !without_comment(line).empty();
    });
    ASSERT_NE(first, lines.end()) << path;
    EXPECT_EQ(first->text, "#pragma once") << first->place();
  }
}

TEST(Errors, AreThrownAndNeverEndTheProcess) {
  static const std::regex pattern(
      R"(\bstd::(_Exit|abort|terminate)\(|(^|[^\w.>])(exit|quick_exit)\()");
  for (const std::string& path : sources({"lib", "include"})) {
    for (const Line& line : lines_of(path)) {
      EXPECT_FALSE(std::regex_search(without_comment(line), pattern)) << line.place() << line.text;
    }
  }
}

TEST(Comments, LeaveNothingToDoLater) {
  static const std::regex pattern(R"(\b(TODO|FIXME|XXX|HACK)\b)");
  for (const std::string& path : sources({"apps", "include", "lib"})) {
    for (const Line& line : lines_of(path)) {
      EXPECT_FALSE(std::regex_search(line.text, pattern)) << line.place() << line.text;
    }
  }
}

// Other versions of clang-format lay out some constructs differently.
TEST(Format, IsWhatClangFormat14Makes) {
  const std::string program = "clang-format-14";
  if (std::system((program + " --version >/dev/null 2>&1").c_str()) != 0) {
    GTEST_SKIP() << program << " is not installed";
  }
  std::string command = "cd " + root().string() + " && " + program + " --dry-run -Werror";
  for (const std::string& path : sources()) command += " " + path;
  EXPECT_EQ(std::system(command.c_str()), 0) << "run clang-format -i on these files";
}

}  // namespace
}  // namespace maas::lint
