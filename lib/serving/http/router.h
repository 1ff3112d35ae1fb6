#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "serving/http/handler.h"

namespace maas::serving::http {

/// The segments that stood for a pattern's `{}`, in order; the rest are empty.
using Captures = std::array<std::string_view, 4>;

/// Finds who answers a request by its path and verb.
class Router {
 public:
  using Action = std::function<Answer(Exchange&, const Captures&)>;

  /// Adds a route; in `pattern` a segment `{}` stands for any segment that is not empty. Of several
  /// patterns that fit a path the first one counts.
  void add(std::string_view method, std::string_view pattern, Action action);

  /// Runs the route of the request, whose path has these segments. HEAD goes where GET goes;
  /// OPTIONS is answered with the path's verbs.
  ///
  /// @throws Error kNotFound if no pattern fits the path
  /// @throws Refusal 405 if the path has no such verb; the response's `Allow` is set
  Answer route(Exchange& exchange, std::span<const std::string> segments) const;

 private:
  struct Verb {
    std::string method;
    Action action;
  };
  struct Path {
    std::vector<std::string> segments;
    std::vector<Verb> verbs;

    bool fits(std::span<const std::string> segments, Captures& captures) const;
    const Verb* find(std::string_view method) const;
    std::string allowed() const;
  };

  std::vector<Path> paths_;
};

}  // namespace maas::serving::http
