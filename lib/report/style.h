#pragma once

#include <string_view>

namespace maas::report {

/// The style sheet of a report, for light and dark screens of any width.
extern const std::string_view kStyle;

}  // namespace maas::report
