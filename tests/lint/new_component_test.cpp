#include <algorithm>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "cli/process.h"
#include "lint/source_tree.h"

namespace maas::lint {
namespace {

namespace fs = std::filesystem;

const std::string kToys = "tests/lint/toys";

/// Returns the names of the toys of a registry, which is a folder of lib/, or of all registries.
std::vector<std::string> toys_of(const std::string& registry = "") {
  std::vector<std::string> names;
  for (const std::string& path : files_below({kToys + "/lib/" + registry}, {".h"})) {
    if (!path.ends_with("/card.h")) continue;
    std::string name = fs::path(path).parent_path().filename();
    std::ranges::replace(name, '_', '-');
    names.push_back(std::move(name));
  }
  return names;
}

/// A copy of the project with the folders of the toys, mostly built from the compiler's cache. No
/// other file is edited: a toy's file that the project has too would end the copying.
class CopyOfTheProject : public ::testing::Test {
 protected:
  CopyOfTheProject() {
    for (const char* name : {"CMakeLists.txt", "LICENSE", "README.md"}) {
      fs::copy_file(root() / name, copy_ / name);
    }
    for (const char* name : {"apps", "include", "lib", "recipes"}) {
      fs::copy(root() / name, copy_ / name, fs::copy_options::recursive);
    }
    fs::copy(root() / kToys / "lib", copy_ / "lib", fs::copy_options::recursive);
  }

  std::string path(const std::string& name) const { return copy_ / name; }

  /// Returns whether that worked out.
  bool build(const std::string& targets) const {
    const std::string folder = build_folder().string();
    return run(MAAS_CONFIGURATION " -S " + copy_.path().string() + " -B " + folder) &&
           run("--build " + folder + " -j2 --target " + targets);
  }

  /// The document that a command of the built program answers with.
  nlohmann::json answer(std::vector<std::string> arguments) const {
    arguments.emplace_back("--json");
    const test::Outcome outcome = test::run_process(build_folder() / "bin/maas", arguments);
    EXPECT_EQ(outcome.status, 0) << arguments.front() << ": " << outcome.err;
    return outcome.status == 0 ? nlohmann::json::parse(outcome.out) : nlohmann::json::object();
  }

  std::vector<std::string> listed() const {
    std::vector<std::string> names;
    const nlohmann::json list = answer({"list"});
    for (const nlohmann::json& item : list.value("items", nlohmann::json::array())) {
      names.push_back(item["name"].get<std::string>());
    }
    return names;
  }

 private:
  /// The same folder below the copy as the build's below the project: so the cache's keys agree.
  fs::path build_folder() const {
    return copy_.path() / fs::relative(MAAS_BINARY_DIR, root()).lexically_normal();
  }

  static bool run(const std::string& arguments) {
    return std::system(("'" MAAS_CMAKE "' " + arguments).c_str()) == 0;
  }

  test::TemporaryDirectory copy_;
};

TEST_F(CopyOfTheProject, ListsEveryToyOnceItsFolderIsThere) {
  const std::vector<std::string> toys = toys_of();
  EXPECT_GE(toys.size(), 20U);
  ASSERT_TRUE(build("maas"));
  EXPECT_THAT(listed(), ::testing::IsSupersetOf(toys));
}

/// The copy with its library, whose factories make the toys that recipes and flags name.
class SlowToys : public CopyOfTheProject {
 protected:
  /// The files that lie beside a recipe under its name: inputs of the model that it trains.
  static std::vector<std::string> inputs_of(const fs::path& recipe) {
    std::vector<std::string> inputs;
    for (const auto& entry : fs::directory_iterator(recipe.parent_path())) {
      if (entry.path().stem() != recipe.stem() || entry.path() == recipe) continue;
      inputs.push_back(entry.path().string());
    }
    return inputs;
  }

  void walk(const fs::path& recipe) const {
    const std::string run = path(recipe.stem());
    answer({"train", recipe, "-o", run});
    EXPECT_FALSE(answer({"eval", run})["metrics"].empty());
    for (const std::string& input : inputs_of(recipe)) {
      EXPECT_FALSE(answer({"predict", run, input})["predictions"].empty());
    }
    for (const std::string& method : toys_of("compress/quantize")) {
      answer({"quantize", run, "-o", run + "-" + method, "--method", method, "--scheme", "w8a16"});
    }
    for (const std::string& method : toys_of("compress/prune")) {
      answer({"prune", run, "-o", run + "-" + method, "--method", method, "--sparsity", "0.5"});
    }
    for (const std::string& format : toys_of("export")) {
      answer({"export", run, "-o", run + "." + format, "--format", format});
    }
  }
};

TEST_F(SlowToys, OfEachKindTrainAndAreJudgedAskedCompressedAndExported) {
  ASSERT_TRUE(build("maas maas_core"));
  std::string recipes;
  for (const std::string& recipe : files_below({kToys + "/recipes"}, {".yaml"})) {
    SCOPED_TRACE(recipe);
    walk(root() / recipe);
    recipes += test::content_of(root() / recipe);
  }
  for (const char* const registry : {"models", "tasks", "data", "transforms", "training"}) {
    for (const std::string& toy : toys_of(registry)) {
      EXPECT_THAT(recipes, ::testing::HasSubstr(toy)) << "no recipe makes it";
    }
  }
}

}  // namespace
}  // namespace maas::lint
