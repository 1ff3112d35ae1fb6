#pragma once

#include <string>
#include <vector>

#include "maas/catalog.h"
#include "maas/fields.h"

namespace maas::cli {

/// A described struct whose fields are flags.
struct Table {
  std::string block;                ///< where the keys stand in a recipe: `quantize`
  AnyOptions prototype;             ///< the defaults
  std::vector<std::string> only{};  ///< take these keys only; empty: all
};

/// A flag as it is typed and as it is explained.
struct Option {
  std::string name;         ///< `--clip-norm`
  char letter = 0;          ///< `-o`; 0: none
  std::string placeholder;  ///< what stands for the value in help; empty: a switch
  std::string help;
  std::string path;                    ///< the recipe key that it sets: `quantize.scheme`
  bool is_list = false;                ///< may be repeated, or given values with commas between
  std::string switch_value{};          ///< what a switch sets
  std::vector<std::string> allowed{};  ///< the values that it takes; empty: any
  bool is_path = false;
  bool is_of_component = false;  ///< an option of some components of a registry, not of the command

  bool is_switch() const { return placeholder.empty(); }
};

/// Returns the flags of a table: one for each scalar or list of scalars, and one for each option of
/// every component that the table may choose.
std::vector<Option> options_of(const Table& table, const Catalog& catalog);

/// Returns the flags of several tables, in their order.
std::vector<Option> options_of(const std::vector<Table>& tables, const Catalog& catalog);

}  // namespace maas::cli
