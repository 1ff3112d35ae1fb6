#include "command.h"

namespace maas::cli {

std::vector<Option> common_options() {
  return options_of({kCommonBlock, AnyOptions::of<CommonOptions>()}, catalog());
}

std::string Invocation::argument(std::size_t index) const {
  return index < arguments_.positionals.size() ? arguments_.positionals[index] : "";
}

std::vector<std::string> Invocation::arguments_from(std::size_t index) const {
  const auto& all = arguments_.positionals;
  if (index >= all.size()) return {};
  return {all.begin() + static_cast<std::ptrdiff_t>(index), all.end()};
}

std::vector<recipe::Flag> Invocation::flags_of(std::string_view block) const {
  std::vector<recipe::Flag> flags;
  for (const recipe::Flag& flag : arguments_.flags) {
    if (flag.path.starts_with(std::string(block) + ".")) flags.push_back(flag);
  }
  return flags;
}

}  // namespace maas::cli
