#include "serving/http/router.h"

#include <algorithm>

#include <fmt/format.h>

#include "maas/error.h"
#include "serving/http/refusal.h"
#include "serving/http/target.h"

namespace maas::serving::http {

void Router::add(std::string_view method, std::string_view pattern, Action action) {
  std::vector<std::string> segments;
  split_target(pattern, segments);
  auto path = std::ranges::find(paths_, segments, &Path::segments);
  if (path == paths_.end()) path = paths_.insert(path, Path{.segments = segments, .verbs = {}});
  path->verbs.push_back({std::string(method), std::move(action)});
}

Answer Router::route(Exchange& exchange, std::span<const std::string> segments) const {
  Captures captures;
  const auto path = std::ranges::find_if(
      paths_, [&](const Path& candidate) { return candidate.fits(segments, captures); });
  if (path == paths_.end()) fail(ErrorCode::kNotFound, "there is nothing at this path");

  const std::string_view method = exchange.request.method;
  if (const Verb* verb = path->find(method)) return verb->action(exchange, captures);

  exchange.response.fields.emplace_back("Allow", path->allowed());
  if (method != "OPTIONS") {
    throw Refusal(405, fmt::format("verb {} does not work here; {} do", method, path->allowed()));
  }
  exchange.response.status = 204;
  return Answer::kNow;
}

bool Router::Path::fits(std::span<const std::string> wanted, Captures& captures) const {
  if (wanted.size() != segments.size()) return false;
  captures = {};
  std::size_t captured = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const bool is_free = segments[i] == "{}" && !wanted[i].empty();
    if (is_free) captures[captured++] = wanted[i];
    if (!is_free && segments[i] != wanted[i]) return false;
  }
  return true;
}

const Router::Verb* Router::Path::find(std::string_view method) const {
  if (method == "HEAD") method = "GET";
  const auto verb = std::ranges::find(verbs, method, &Verb::method);
  return verb == verbs.end() ? nullptr : &*verb;
}

std::string Router::Path::allowed() const {
  std::string list;
  for (const Verb& verb : verbs) list += verb.method + (verb.method == "GET" ? ", HEAD, " : ", ");
  return list + "OPTIONS";
}

}  // namespace maas::serving::http
