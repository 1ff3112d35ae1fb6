#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "program/program.h"

/// The recipes that ship with the program, and what they are tried on.
namespace maas::test {

/// An extract of a data set for its recipes.
struct Extract {
  std::string variable;                  ///< that names the data in a recipe
  std::string data;                      ///< the extract
  std::string input;                     ///< for `predict`
  std::vector<std::string> overrides{};  ///< keys of the recipes that suit it
  bool has_layers = true;                ///< that int8 can hold
};

inline const std::map<std::string, Extract>& extracts() {
  static const std::map<std::string, Extract> all = [] {
    const std::string folder = MAAS_SOURCE_DIR "/tests/program/fixtures/";
    const auto file = [&](const std::string& variable, const std::string& name) {
      return Extract{variable, folder + name, folder + name};
    };
    const std::string pictures = "/usr/share/datasets/fashion-mnist";
    return std::map<std::string, Extract>{
        {"adult", file("ADULT", "adult.csv")},
        {"austen", {"AUSTEN", folder + "austen.txt", folder + "lines.txt"}},
        {"breast_cancer", file("BREAST_CANCER", "breast_cancer.csv")},
        {"cartpole", {"CARTPOLE", "", folder + "observations.jsonl"}},
        {"diamonds", file("DIAMONDS", "diamonds.csv")},
        {"fashion_mnist",
         {"FASHION_MNIST",
          pictures,
          pictures + "/t10k-images-idx3-ubyte.gz[0]",
          {"data.train.limit=96", "data.test.limit=24"}}},
        {"movie_snippets", file("MOVIE_SNIPPETS", "snippets.jsonl")},
        {"movielens",
         {.variable = "MOVIELENS",
          .data = folder + "ratings.inter",
          .input = folder + "ratings.inter",
          .has_layers = false}},
        {"mutag", {"MUTAG", folder + "mutag", folder + "molecules.jsonl"}},
        {"taylor", file("TAYLOR", "taylor.csv")},
        {"polblogs", {"POLBLOGS", folder + "polblogs", folder + "blogs.txt"}}};
  }();
  return all;
}

inline constexpr std::string_view kBuiltin = "builtin:";

/// A shipped recipe, `<data set>/<name>`, and what it is tried on.
struct Shipped {
  std::string name;
  Extract extract;
};

/// The shipped recipes as the program lists them.
inline std::vector<Shipped> shipped_recipes() {
  const Outcome outcome = run_process(MAAS_PROGRAM, {"recipe", "ls", "--json"}, {});
  std::vector<Shipped> all;
  const nlohmann::json listed = document(outcome);
  for (const auto& item : listed["recipes"]) {
    const std::string name = item["name"].get<std::string>().substr(kBuiltin.size());
    const auto extract = extracts().find(name.substr(0, name.find('/')));
    EXPECT_NE(extract, extracts().end()) << name << ": there is no extract of the data";
    if (extract != extracts().end()) all.push_back({name, extract->second});
  }
  return all;
}

/// The training of a shipped recipe for some steps.
inline std::vector<std::string> training_of(const Shipped& recipe, const std::string& run,
                                            int steps) {
  std::vector<std::string> arguments = {
      "train", std::string(kBuiltin) + recipe.name,      "-o",
      run,     fmt::format("train.until={}step", steps), "schedule.warmup=1step",
      "~gates"};
  arguments.insert(arguments.end(), recipe.extract.overrides.begin(),
                   recipe.extract.overrides.end());
  return arguments;
}

inline Surroundings surroundings_of(const Shipped& recipe) {
  return {.environment = {recipe.extract.variable + "=" + recipe.extract.data}};
}

}  // namespace maas::test
