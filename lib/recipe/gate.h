#pragma once

#include <map>
#include <string>
#include <vector>

namespace maas::recipe {

/// A limit that a metric must meet: `[split.]metric op number`, op one of >= <= > <.
struct Gate {
  std::string split;   ///< train, valid or test; empty: the one that is being judged
  std::string metric;  ///< as the task names it
  std::string op;
  double limit = 0;

  bool met(double value) const;
  /// Returns "test.acc >= 0.9".
  std::string text() const;
};

/// Reads an expression of the command line, e.g. `acc>=0.90`.
/// @throws Error kUsage if it is not a gate
Gate parse_gate(const std::string& expression);

/// Reads several of them.
/// @throws Error kUsage naming the first that is not a gate
std::vector<Gate> parse_gates(const std::vector<std::string>& expressions);

/// Reads the `gates:` block of a recipe, whose keys are metrics: `test.acc: ">= 0.9"`.
/// @throws Error kInvalidRecipe naming the key
std::vector<Gate> gates_of(const std::map<std::string, std::string>& block);

}  // namespace maas::recipe
