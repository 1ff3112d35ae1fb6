#include <cstdlib>
#include <fstream>
#include <iterator>

#include "lint/source_tree.h"
#include "support/support.h"

namespace maas::lint {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCardHeader = R"(#pragma once

#include "maas/catalog.h"

namespace maas::models {

Card tiny_net_card();

}  // namespace maas::models
)";

constexpr const char* kCardSource = R"(#include "models/tiny_net/card.h"

namespace maas::models {

Card tiny_net_card() {
  return {.name = "tiny-net", .summary = "one neuron", .options = {}, .kinds = {kind::kImage}};
}

}  // namespace maas::models
)";

/// A copy of the project in which the program alone is built, mostly from the compiler's cache.
class CopyOfTheProject : public ::testing::Test {
 protected:
  CopyOfTheProject() {
    for (const char* name : {"CMakeLists.txt", "LICENSE", "README.md"}) {
      fs::copy_file(root() / name, copy_ / name);
    }
    for (const char* name : {"apps", "include", "lib", "recipes"}) {
      fs::copy(root() / name, copy_ / name, fs::copy_options::recursive);
    }
  }

  void write(const std::string& path, const std::string& text) const {
    fs::create_directories((copy_ / path).parent_path());
    std::ofstream(copy_ / path) << text;
  }

  /// The same folder below the copy as the build's below the project: so the cache's keys agree.
  fs::path build_folder() const {
    return copy_.path() / fs::relative(MAAS_BINARY_DIR, root()).lexically_normal();
  }

  void build_program() const {
    const std::string folder = build_folder().string();
    run(std::string("'" MAAS_CMAKE "' " MAAS_CONFIGURATION " -S ") + copy_.path().string() +
        " -B " + folder);
    run("'" MAAS_CMAKE "' --build " + folder + " --target maas");
  }

  std::string output_of(const std::string& arguments) const {
    const fs::path file = copy_ / "output";
    run((build_folder() / "bin/maas").string() + " " + arguments + " >" + file.string());
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

 private:
  static void run(const std::string& command) {
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
  }

  test::TemporaryDirectory copy_;
};

TEST_F(CopyOfTheProject, ListsAnArchitectureOnceItsFolderIsThere) {
  write("lib/models/tiny_net/card.h", kCardHeader);
  write("lib/models/tiny_net/card.cpp", kCardSource);
  build_program();
  EXPECT_THAT(output_of("list models"), ::testing::HasSubstr("tiny-net"));
}

}  // namespace
}  // namespace maas::lint
