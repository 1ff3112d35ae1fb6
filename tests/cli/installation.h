#pragma once

#include <nlohmann/json.hpp>

#include "process.h"

namespace maas::test {

/// The program, installed with one of the fake libraries.
class Installation : public ::testing::Test {
 protected:
  /// @param library  `fitting` or `foreign`; empty: none is installed
  explicit Installation(const std::string& library = "fitting") {
    namespace fs = std::filesystem;
    fs::create_directories(root_ / "bin");
    fs::create_directories(root_ / "lib/maas");
    fs::create_directories(root_ / "share/maas");
    fs::copy_file(MAAS_PROGRAM, program());
    fs::create_directory_symlink(MAAS_SOURCE_DIR "/recipes", root_ / "share/maas/recipes");
    if (library.empty()) return;
    fs::copy_file(fs::path(MAAS_FAKES) / library / "libmaas.so", root_ / "lib/maas/libmaas.so");
  }

  std::string program() const { return root_ / "bin/maas"; }

  Outcome maas(const std::vector<std::string>& arguments,
               const Surroundings& surroundings = {}) const {
    return run_process(program(), arguments, surroundings);
  }

  /// Writes a recipe and returns its path.
  std::string write_recipe(const std::string& text) const {
    const std::filesystem::path file = root_ / "r.yaml";
    std::ofstream(file) << text;
    return file;
  }

 private:
  TemporaryDirectory root_;
};

/// Returns the one document that standard output must be.
inline nlohmann::json only_document(const Outcome& outcome) {
  EXPECT_TRUE(nlohmann::json::accept(outcome.out)) << outcome.out;
  return nlohmann::json::parse(outcome.out, nullptr, false);
}

}  // namespace maas::test
