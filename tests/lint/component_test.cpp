#include <cstdlib>
#include <fstream>
#include <iterator>

#include "lint/source_tree.h"
#include "support/support.h"

namespace maas::lint {
namespace {

namespace fs = std::filesystem;

/// A copy of lib/'s component folders, and what the build generates from it.
class ComponentFolders : public ::testing::Test {
 protected:
  ComponentFolders() {
    for (const std::string& path : files_below({"lib"}, {".h"})) {
      if (fs::path(path).filename() != "card.h") continue;
      fs::create_directories((scratch_ / path).parent_path());
      fs::copy_file(root() / path, scratch_ / path);
    }
  }

  fs::path lib() const { return scratch_ / "lib"; }

  void add(const std::string& folder) {
    fs::create_directories(lib() / folder);
    std::ofstream(lib() / folder / "card.h") << "#pragma once\n";
  }

  /// Runs the build's generator and returns one of the files that it wrote.
  std::string generated(const std::string& file) const {
    const std::string command = "'" MAAS_CMAKE "' -DMAAS_LIB=" + lib().string() +
                                " -DMAAS_GENERATED=" + (scratch_ / "generated").string() + " -P " +
                                (root() / "lib/cmake/Components.cmake").string();
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    std::ifstream stream(scratch_.path() / "generated" / file);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

 private:
  test::TemporaryDirectory scratch_;
};

/// Returns `text` without the lines of `added`, each of which must be there once.
std::string without_lines(std::string text, const std::vector<std::string>& added) {
  for (const std::string& line : added) {
    const std::size_t at = text.find(line + "\n");
    EXPECT_NE(at, std::string::npos) << line << " is missing in\n" << text;
    if (at != std::string::npos) text.erase(at, line.size() + 1);
  }
  return text;
}

TEST_F(ComponentFolders, ANewOneEntersTheCatalogAndNothingElseChanges) {
  const std::string before = generated("catalog.cpp");
  add("models/tiny_net");
  EXPECT_EQ(without_lines(generated("catalog.cpp"),
                          {"#include \"models/tiny_net/card.h\"",
                           "    all.add(Registry::kArchitecture, maas::models::tiny_net_card());"}),
            before);
}

TEST_F(ComponentFolders, ANewOneEntersItsRegistryUnderItsNameWithADash) {
  const std::string before = generated("models/registry.cpp");
  add("models/tiny_net");
  EXPECT_EQ(without_lines(generated("models/registry.cpp"),
                          {"#include \"models/tiny_net/tiny_net.h\"",
                           "    all.add(\"tiny-net\", make_tiny_net);"}),
            before);
}

TEST_F(ComponentFolders, OfANestedRegistryAreFoundToo) {
  add("compress/prune/by_lot");
  EXPECT_THAT(generated("compress/prune/registry.cpp"),
              ::testing::HasSubstr("all.add(\"by-lot\", make_by_lot);"));
}

TEST_F(ComponentFolders, WithoutACardAreNoComponents) {
  add("models/tiny_net");
  fs::rename(lib() / "models/tiny_net/card.h", lib() / "models/tiny_net/tiny_net.h");
  EXPECT_THAT(generated("catalog.cpp"), ::testing::Not(::testing::HasSubstr("tiny_net")));
}

}  // namespace
}  // namespace maas::lint
