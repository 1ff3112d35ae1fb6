#include <fstream>
#include <memory>
#include <set>

#include "base/files.h"
#include "mutants.h"
#include "recipe/builtin.h"
#include "recipe/check.h"
#include "recipe/yaml.h"
#include "support/support.h"

/// The recipes that are shipped, and what becomes of them when a finger slips.
namespace maas::test {
namespace {

namespace fs = std::filesystem;

/// A piece of a file.
struct Extent {
  std::size_t offset = 0;
  std::size_t length = 0;
};

/// The keys and the scalar values of a recipe file.
struct Places {
  std::vector<Extent> keys;
  std::vector<Extent> values;
};

class ShippedRecipes : public ::testing::Test {
 protected:
  ShippedRecipes() {
    fs::copy(MAAS_SOURCE_DIR "/recipes", root_.path(), fs::copy_options::recursive);
  }

  std::vector<std::string> names() const { return recipe::builtin_recipes(root_.path()); }

  fs::path file(const std::string& name) const { return root_ / (name + ".yaml"); }

  /// Returns what is said of a recipe, or an empty text if it is accepted.
  std::string complaint(const std::string& name) const {
    try {
      recipe::read_file(file(name).string(), root_.path(), catalog());
      return {};
    } catch (const Error& error) {
      return error.what();
    }
  }

  /// A recipe that is accepted and reads the file: itself, or one of the folder that extends it.
  std::string reader_of(const std::string& name) const {
    if (complaint(name).empty()) return name;
    const std::string extends = "extends: " + fs::path(name).filename().string() + ".yaml";
    for (const std::string& other : names()) {
      if (base::read_file(file(other)).find(extends) != std::string::npos) return other;
    }
    ADD_FAILURE() << name << " is not accepted and nothing extends it: " << complaint(name);
    return name;
  }

  /// Returns what is said of `reader` when a piece of the file is replaced.
  std::string complaint_with(const std::string& name, const std::string& reader,
                             const Extent& extent, const std::string& text) const {
    const std::string original = base::read_file(file(name));
    write(name, std::string(original).replace(extent.offset, extent.length, text));
    std::string said = complaint(reader);
    write(name, original);
    return said;
  }

  Places places_in(const std::string& name) const {
    const auto source =
        std::make_shared<recipe::Source>(recipe::Source{.text = base::read_file(file(name))});
    recipe::Problems problems;
    Places places;
    collect(recipe::parse_yaml(source, problems), places);
    EXPECT_TRUE(problems.empty()) << problems.render();
    return places;
  }

 private:
  /// A new file each time: file systems flush one that is truncated and written anew.
  void write(const std::string& name, const std::string& text) const {
    fs::remove(file(name));
    std::ofstream(file(name)) << text;
  }

  static Extent extent_of(const recipe::Position& position) {
    std::size_t start = 0;
    for (int line = 1; line < position.line; ++line)
      start = position.source->text.find('\n', start) + 1;
    return {start + static_cast<std::size_t>(position.column) - 1,
            static_cast<std::size_t>(position.length)};
  }

  static void collect(const recipe::Node& node, Places& places) {
    if (node.is(recipe::Node::Kind::kScalar)) places.values.push_back(extent_of(node.position));
    for (const recipe::Node& item : node.items) collect(item, places);
    for (const recipe::Entry& entry : node.entries) {
      places.keys.push_back(extent_of(entry.position));
      collect(entry.value, places);
    }
  }

  TemporaryDirectory root_;
};

/// Names that a mutation of another name hits.
bool is_a_name(const std::string& mutant) {
  static const std::set<std::string> names = {"beta1", "beta2", "test.mae", "test.mase"};
  return names.contains(mutant);
}

constexpr const char* kPlace = "yaml:[0-9]+:[0-9]+: error:";

TEST_F(ShippedRecipes, AreAcceptedOrExtendedByOneThatIs) {
  ASSERT_FALSE(names().empty());
  for (const std::string& name : names()) EXPECT_EQ(complaint(reader_of(name)), "") << name;
}

TEST_F(ShippedRecipes, RefuseEveryMutationOfAKeyWithPlaceAndSuggestion) {
  base::Random random(1);
  for (const std::string& name : names()) {
    const std::string text = base::read_file(file(name));
    const std::string reader = reader_of(name);
    for (const Extent& key : places_in(name).keys) {
      const std::string word = text.substr(key.offset, key.length);
      for (const std::string& mutant : mutants_of(word, random)) {
        if (is_a_name(mutant)) continue;
        const std::string said = complaint_with(name, reader, key, mutant);
        EXPECT_THAT(said, ::testing::ContainsRegex(kPlace))
            << name << ": " << word << " -> " << mutant;
        EXPECT_THAT(said, ::testing::HasSubstr("did you mean"))
            << name << ": " << word << " -> " << mutant;
      }
    }
  }
}

TEST_F(ShippedRecipes, RefuseAListOfListsInPlaceOfEveryValue) {
  for (const std::string& name : names()) {
    const std::string text = base::read_file(file(name));
    const std::string reader = reader_of(name);
    for (const Extent& value : places_in(name).values) {
      EXPECT_THAT(complaint_with(name, reader, value, "[[]]"), ::testing::ContainsRegex(kPlace))
          << name << ": " << text.substr(value.offset, value.length);
    }
  }
}

}  // namespace
}  // namespace maas::test
