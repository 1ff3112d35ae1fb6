#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maas::serving::http {

/// Returns the path of `/path?query` or of `http://authority/path?query`, still encoded; nothing of
/// a target that has none.
std::string_view path_of(std::string_view target);

/// Splits a request target into the decoded segments of its path; the query is dropped.
///
/// `/v2/models/a%20b` gives `v2`, `models`, `a b`; `/` gives nothing; a trailing or doubled slash
/// gives an empty segment, which matches no route.
///
/// @throws Error kInvalidData if the target is no path, an escape is broken, or a segment is `.` or
///   `..` or holds a slash, a backslash or a control character
void split_target(std::string_view target, std::vector<std::string>& segments);

/// Returns the target of the request that begins with `bytes`, or an empty one if no request begins
/// so; nothing while it takes more bytes to tell.
std::optional<std::string_view> peek_target(std::string_view bytes);

}  // namespace maas::serving::http
