#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace maas::serving::http {

/// Splits a request target into the decoded segments of its path; the query is dropped.
///
/// `/v2/models/a%20b` gives `v2`, `models`, `a b`; `/` gives nothing; a trailing or doubled slash
/// gives an empty segment, which matches no route.
///
/// @throws Error kInvalidData if the target is no path, an escape is broken, or a segment is `.` or
///   `..` or holds a slash, a backslash or a control character
void split_target(std::string_view target, std::vector<std::string>& segments);

}  // namespace maas::serving::http
