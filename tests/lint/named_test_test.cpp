#include <set>

#include <gtest/gtest.h>

#include "lint/source_tree.h"

namespace maas::lint {
namespace {

/// Returns the tests of all sources as `Suite.Name`.
std::set<std::string> all_tests() {
  const std::regex definition(R"(^(?:TYPED_)?TEST(?:_F|_P)?\((\w+),\s*(\w+)\))");
  std::set<std::string> tests;
  for (const std::string& path : sources({"tests"})) {
    for (const Line& line : lines_of(path)) {
      std::smatch match;
      if (std::regex_search(line.text, match, definition)) {
        tests.insert(match.str(1) + "." + match.str(2));
      }
    }
  }
  return tests;
}

TEST(NamedTests, OfTheReadmeExist) {
  const std::set<std::string> tests = all_tests();
  const std::regex name(R"(`([A-Z]\w+\.[A-Z]\w+)`)");
  int named = 0;
  for (const Line& line : lines_of("tests/README.md")) {
    for (std::sregex_iterator match(line.text.begin(), line.text.end(), name), end; match != end;
         ++match, ++named) {
      EXPECT_TRUE(tests.contains(match->str(1))) << line.place() << ": " << match->str(1);
    }
  }
  EXPECT_GT(named, 20);
}

}  // namespace
}  // namespace maas::lint
