#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "command_line.h"
#include "maas/catalog.h"
#include "options.h"
#include "recipe/loader.h"
#include "session.h"

namespace maas::cli {

/// An argument that is no flag.
struct Positional {
  std::string name;  ///< as help shows it: `MODEL`
  std::string help;
  bool is_required = true;
  bool is_many = false;                ///< takes all that are left
  std::vector<std::string> allowed{};  ///< the values that it takes; empty: any
};

/// A command as it was typed.
class Invocation {
 public:
  Invocation(Session& session, Arguments arguments)
      : session_(session), arguments_(std::move(arguments)) {}

  Session& session() const { return session_; }

  /// Returns the positional argument at `index`, or an empty text.
  std::string argument(std::size_t index) const;
  /// Returns the positional arguments from `index` on.
  std::vector<std::string> arguments_from(std::size_t index) const;

  /// Returns the flags of a block.
  std::vector<recipe::Flag> flags_of(std::string_view block) const;

  /// Returns the struct of a block, set by flags alone.
  /// @throws Error kUsage naming every flag that is wrong
  template <class Struct>
  Struct read(const std::string& block) const {
    return read_over<Struct>("", block);
  }

  /// Returns the struct of a block, set by a recipe's block and then by flags.
  /// @throws Error kInvalidRecipe, kUsage, kNotFound
  template <class Struct>
  Struct read_over(const std::string& recipe_file, const std::string& block) const {
    recipe::Document document = recipe::load(
        {.file = recipe_file, .flags = flags_of(block), .builtin_root = session_.recipes()},
        catalog());
    Struct value;
    document.read_block(block, value);
    document.throw_if_any();
    return value;
  }

 private:
  Session& session_;
  Arguments arguments_;
};

/// One command of the program.
struct Command {
  std::string name;
  std::string summary;
  std::vector<Positional> positionals;
  std::vector<Table> tables;
  std::vector<std::string> examples;
  std::function<void(const Invocation&)> run;
};

/// A word that several commands begin with, e.g. `recipe`.
struct CommandGroup {
  std::string name;
  std::string summary;

  bool contains(const Command& command) const { return command.name.starts_with(name + " "); }
};

inline constexpr const char* kCommonBlock = "common";

/// Returns the flags that every command has.
std::vector<Option> common_options();

/// The flag that most commands have.
struct RecipeFlag {
  Path recipe;
};

inline void describe(Fields& fields, RecipeFlag& flag) {
  fields("recipe", flag.recipe, "recipe whose block of the command's name gives further values")
      .metavar("RECIPE");
}

}  // namespace maas::cli
