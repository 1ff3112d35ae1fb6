#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "text/chat/chat_template.h"

namespace maas::text::jinja {

/// What goes wrong inside a template; whoever knows the place turns it into an Error.
struct Problem : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Throws a Problem whose message is formatted from `format` and `arguments`.
template <class... Arguments>
[[noreturn]] void complain(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  throw Problem(fmt::format(format, std::forward<Arguments>(arguments)...));
}

/// What is left of a template's limits.
class Budget {
 public:
  explicit Budget(const TemplateLimits& limits) : limits_(limits) {}

  /// @throws Problem if there were more steps than the limit
  void step(std::size_t count = 1) {
    steps_ += count;
    if (steps_ > limits_.steps) complain("the template takes more than {} steps", limits_.steps);
  }

  /// Pays for a look at bytes that are there already.
  void look(std::size_t bytes) { step(bytes / kBytesAStep); }

  /// Pays for bytes of text or values before they are made.
  /// @throws Problem if there were more than the limit
  void make(std::size_t bytes) {
    if (bytes > limits_.output - made_) {
      complain("the template makes more than {} bytes of text and values", limits_.output);
    }
    made_ += bytes;
    look(bytes);
  }

  /// @throws Problem if `depth` is beyond the limit
  void check_depth(std::size_t depth) const {
    if (depth > limits_.depth) {
      complain("the template nests deeper than {} levels", limits_.depth);
    }
  }

  /// Goes a level deeper while it lives.
  class Level {
   public:
    explicit Level(Budget& budget) : budget_(budget) { budget.check_depth(++budget.depth_); }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --budget_.depth_; }

   private:
    Budget& budget_;
  };

 private:
  static constexpr std::size_t kBytesAStep = 512;

  TemplateLimits limits_;
  std::size_t steps_ = 0;
  std::size_t made_ = 0;
  std::size_t depth_ = 0;
};

}  // namespace maas::text::jinja
