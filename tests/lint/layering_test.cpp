#include <algorithm>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lint/layers.h"
#include "lint/source_tree.h"

namespace maas::lint {
namespace {

/// An #include of our own sources.
struct Include {
  Line line;
  std::string target;
  bool quoted = false;
};

std::vector<Include> includes_of(const std::string& path) {
  static const std::regex pattern(R"(^\s*#\s*include\s*(["<])([^">]+)[">])");
  std::vector<Include> found;
  for (const Line& line : lines_of(path)) {
    std::smatch match;
    if (std::regex_search(line.text, match, pattern)) {
      found.push_back({line, match[2], match[1] == "\""});
    }
  }
  return found;
}

/// `lib/models/mlp/mlp.h` is written `models/mlp/mlp.h`; all of apps/ is one module.
std::string as_included(const std::string& path) {
  if (path.starts_with("apps/")) return path;
  return path.substr(path.find('/') + 1);
}

bool is_torch(const std::string& header) {
  static const std::regex pattern("^(torch|ATen|c10|caffe2)/");
  return std::regex_search(header, pattern);
}

TEST(Layering, AModuleIncludesOnlyWhatStandsToItsRight) {
  for (const std::string& path : sources({"include", "lib"})) {
    for (const Include& include : includes_of(path)) {
      if (!include.quoted) continue;
      const std::string why = objection(place_of(as_included(path)), place_of(include.target));
      EXPECT_EQ(why, "") << include.line.place() << " includes " << include.target;
    }
  }
}

/// Rooms: the folders that stand directly in a module, each with the rooms that it includes.
std::map<std::string, std::set<std::string>> rooms() {
  const auto room_of = [](const std::string& path) {
    const std::size_t module = path.find('/');
    const std::size_t room = module == path.npos ? path.npos : path.find('/', module + 1);
    return room == path.npos ? std::string() : path.substr(0, room);
  };
  std::map<std::string, std::set<std::string>> uses;
  for (const std::string& path : sources({"lib"})) {
    const std::string from = room_of(as_included(path));
    for (const Include& include : includes_of(path)) {
      const std::string to = room_of(include.target);
      if (include.quoted && !from.empty() && !to.empty() && from != to) uses[from].insert(to);
    }
  }
  return uses;
}

TEST(Layering, RoomsDoNotIncludeEachOtherInCircles) {
  auto uses = rooms();
  EXPECT_GT(uses.size(), 20U);
  // Whoever uses no room that is left is taken out, until nothing is left but circles.
  for (bool goes_on = true; goes_on;) {
    goes_on = std::erase_if(uses, [&](const auto& room) {
                return std::ranges::none_of(
                    room.second, [&](const std::string& used) { return uses.contains(used); });
              }) > 0;
  }
  std::vector<std::string> circles;
  for (const auto& [room, used] : uses) circles.push_back(room);
  EXPECT_THAT(circles, ::testing::IsEmpty());
}

TEST(Layering, TheProgramSeesOnlyWhatNeedsNoLibTorch) {
  for (const std::string& path : sources({"apps"})) {
    for (const Include& include : includes_of(path)) {
      const bool own = std::filesystem::exists(root() / "apps/maas" / include.target);
      if (!include.quoted || own) continue;
      const std::string why = objection(place_of("apps/maas/main.cpp"), place_of(include.target));
      EXPECT_EQ(why, "") << include.line.place() << " includes " << include.target;
    }
  }
}

TEST(Layering, ModulesWithoutLibTorchIncludeNoneOfIt) {
  for (const std::string& path : sources({"apps", "include", "lib"})) {
    const Place place = place_of(as_included(path));
    if (order().at(place.module) < kFirstWithoutTorch && !place.is_card) continue;
    for (const Include& include : includes_of(path)) {
      EXPECT_FALSE(is_torch(include.target))
          << include.line.place() << " includes " << include.target;
    }
  }
}

TEST(Layering, IncludesOfOursAreWrittenFromLibOrInclude) {
  for (const std::string& path : sources({"include", "lib"})) {
    for (const Include& include : includes_of(path)) {
      if (!include.quoted) continue;
      EXPECT_TRUE(std::filesystem::exists(root() / "lib" / include.target) ||
                  std::filesystem::exists(root() / "include" / include.target))
          << include.line.place() << " includes " << include.target;
    }
  }
}

TEST(Layering, ReadsEveryModule) {
  std::set<std::string> modules;
  for (const std::string& path : sources({"include", "lib"})) {
    modules.insert(place_of(as_included(path)).module);
  }
  EXPECT_THAT(modules, ::testing::IsSupersetOf({"base", "recipe", "include/maas"}));
}

std::string objection(std::string_view from, std::string_view to) {
  return objection(place_of(from), place_of(to));
}

TEST(LayeringRule, LetsAModuleIncludeToItsRight) {
  EXPECT_EQ(objection("pipelines/train.cpp", "training/loop.h"), "");
  EXPECT_EQ(objection("store/model.cpp", "formats/safetensors/safetensors.h"), "");
  EXPECT_EQ(objection("models/registry.h", "models/mlp/mlp.h"), "");
}

TEST(LayeringRule, RefusesTheOtherDirection) {
  EXPECT_EQ(objection("base/files.cpp", "recipe/load.h"), "base stands beside or right of recipe");
}

TEST(LayeringRule, RefusesASibling) {
  EXPECT_EQ(objection("tasks/task.h", "models/registry.h"),
            "tasks stands beside or right of models");
}

TEST(LayeringRule, RefusesAnotherComponentOfTheRegistry) {
  EXPECT_EQ(objection("compress/quantize/gptq/gptq.cpp", "compress/quantize/rtn/rtn.h"),
            "components do not include each other");
}

TEST(LayeringRule, RefusesACardThatSeesItsImplementation) {
  EXPECT_EQ(objection("models/mlp/card.h", "models/mlp/mlp.h"),
            "a card includes only base and include/maas");
}

TEST(LayeringRule, LetsCardsOfARegistryShareOptions) {
  EXPECT_EQ(objection("training/optimizers/adam/card.h", "training/optimizers/moments_options.h"),
            "");
  EXPECT_EQ(objection("training/optimizers/adam/card.h", "training/optimizers/moments.h"),
            "a card includes only base and include/maas");
  EXPECT_EQ(objection("training/optimizers/moments_options.h", "training/optimizers/moments.h"),
            "a card includes only base and include/maas");
}

TEST(LayeringRule, RefusesTheProgramThatSeesAPipeline) {
  EXPECT_EQ(objection("apps/maas/main.cpp", "pipelines/train.h"),
            "apps stands beside or right of pipelines");
}

TEST(LayeringRule, RefusesAModuleThatIsNotInTheOrder) {
  EXPECT_EQ(objection("helpers/misc.h", "base/files.h"), "no such module: helpers");
}

}  // namespace
}  // namespace maas::lint
