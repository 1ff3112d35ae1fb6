#pragma once

#include <string>
#include <string_view>

namespace maas::base {

/// What a name looks like that users give to a model, or to whoever asks for one.
inline constexpr std::string_view kNamePattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";

/// Whether a text is such a name, which stands in a path, a URL and a label as it is.
bool is_name(std::string_view text);

/// @param what  whose name it is, for the message: `model`
/// @throws Error kUsage with `hint` if it is no name
void check_name(std::string_view what, std::string_view name, std::string hint = {});

}  // namespace maas::base
