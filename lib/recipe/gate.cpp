#include "recipe/gate.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/strings.h"
#include "maas/error.h"

namespace maas::recipe {
namespace {

constexpr std::array kSplits = {"train", "valid", "test"};
constexpr const char* kForm =
    "write [split.]metric op number, e.g. acc>=0.90; op is >=, <=, > or <";

}  // namespace

bool Gate::met(double value) const {
  if (op == ">=") return value >= limit;
  if (op == "<=") return value <= limit;
  return op == ">" ? value > limit : value < limit;
}

std::string Gate::text() const {
  return fmt::format("{}{}{} {} {}", split, split.empty() ? "" : ".", metric, op,
                     base::shortest(limit));
}

Gate parse_gate(const std::string& expression) {
  const auto refuse = [&] {
    throw failure_with_hint(ErrorCode::kUsage, kForm, "'{}' is not a gate", expression);
  };
  // Behind the operator is a number; before it may be the name of a class, which may hold another.
  const std::size_t at = expression.find_last_of("<>");
  if (at == std::string::npos) refuse();
  const bool with_equal = at + 1 < expression.size() && expression[at + 1] == '=';
  Gate gate{.metric = std::string(base::trim(std::string_view(expression).substr(0, at))),
            .op = expression.substr(at, with_equal ? 2 : 1)};
  const std::string_view number =
      base::trim(std::string_view(expression).substr(at + gate.op.size()));
  const bool is_name =
      !gate.metric.empty() &&
      gate.metric.substr(0, gate.metric.find('[')).find_first_of("<>=") == std::string::npos;
  if (!is_name || !base::parse_number(number, gate.limit) || !std::isfinite(gate.limit)) refuse();
  for (const std::string split : kSplits) {
    if (gate.metric.rfind(split + ".", 0) != 0) continue;
    gate.split = split;
    gate.metric.erase(0, split.size() + 1);
  }
  return gate;
}

std::vector<Gate> parse_gates(const std::vector<std::string>& expressions) {
  std::vector<Gate> gates;
  for (const std::string& expression : expressions) gates.push_back(parse_gate(expression));
  return gates;
}

std::vector<Gate> gates_of(const std::map<std::string, std::string>& block) {
  std::vector<Gate> gates;
  for (const auto& [metric, condition] : block) {
    try {
      gates.push_back(parse_gate(metric + condition));
    } catch (const Error& error) {
      throw Error(ErrorCode::kInvalidRecipe, fmt::format("gates.{}: {}", metric, error.what()),
                  error.hint());
    }
  }
  return gates;
}

}  // namespace maas::recipe
