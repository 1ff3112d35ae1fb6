#include <gtest/gtest.h>

#include "lint/source_tree.h"

namespace maas::lint {
namespace {

/// The functions that libmaas.so offers, as its table names them.
std::vector<std::string> entry_points() {
  const std::regex row(R"(^\s+\.\w+ = maas::([a-z_]+),$)");
  std::vector<std::string> names;
  for (const Line& line : lines_of("lib/library.cpp")) {
    std::smatch match;
    if (std::regex_search(line.text, match, row)) names.push_back(match[1]);
  }
  return names;
}

/// The text of all functions called `name` that stand at a line's begin, up to their closing brace.
std::string bodies_of(const std::string& name) {
  const std::regex head("^\\w[\\w:]* " + name + "\\(");
  std::string text;
  for (const std::string& path : files_below({"lib/pipelines"}, {".cpp"})) {
    bool is_inside = false;
    for (const Line& line : lines_of(path)) {
      is_inside = is_inside || std::regex_search(line.text, head);
      if (is_inside) text += line.text;
      if (line.text.starts_with("}")) is_inside = false;
    }
  }
  return text;
}

TEST(EntryPoints, OfTheLibraryLetNoForeignExceptionOut) {
  const std::vector<std::string> names = entry_points();
  EXPECT_GT(names.size(), 7U);
  for (const std::string& name : names) {
    const std::string text = bodies_of(name);
    EXPECT_NE(text.find("at_boundary("), text.npos)
        << name << " may throw what is no maas::Error: tensor::at_boundary makes it one";
  }
}

}  // namespace
}  // namespace maas::lint
