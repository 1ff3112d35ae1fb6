#include <gtest/gtest.h>

#include "lint/source_tree.h"

namespace maas::lint {
namespace {

constexpr std::size_t kMaximumLines = 400;

bool is_fixture(const std::string& path) {
  return path.find("/fixtures/") != std::string::npos;
}

TEST(Size, NoFileIsLongerThanItsReadersPatience) {
  const std::vector<std::string> files =
      files_below({"apps", "include", "lib", "recipes", "tests"},
                  {".h", ".cpp", ".cu", ".cuh", ".cmake", ".txt", ".py", ".yaml"});
  ASSERT_FALSE(files.empty());
  for (const std::string& path : files) {
    if (is_fixture(path)) continue;
    EXPECT_LE(lines_of(path).size(), kMaximumLines) << path;
  }
}

}  // namespace
}  // namespace maas::lint
