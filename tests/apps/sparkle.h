#pragma once

#include "command.h"
#include "support/support.h"

namespace maas::test {

/// Options of a command that is in no program.
struct SparkleOptions {
  std::int64_t glitter = 3;
  std::string colour = "gold";
  std::vector<std::string> shapes;
  Path output;
};

inline void describe(Fields& fields, SparkleOptions& options) {
  fields("glitter", options.glitter, "how many flakes").range(between(1, 9));
  fields("colour", options.colour, "colour of the flakes").choices({"gold", "silver"});
  fields("shapes", options.shapes, "shapes of the flakes").choices({"star", "moon", "sun"});
  fields("output", options.output, "where the flakes fall").metavar("SKY");
}

inline std::vector<cli::Command> sparkle_commands() {
  return {{.name = "sparkle",
           .summary = "shine",
           .positionals = {{.name = "MODEL", .help = "model to shine on"}},
           .tables = {{"sparkle", AnyOptions::of<SparkleOptions>()}},
           .examples = {"maas sparkle m"},
           .run = {}},
          {.name = "sky show",
           .summary = "show the sky",
           .positionals =
               {{.name = "RECIPE", .help = "recipe"},
                {.name = "OVERRIDE", .help = "key=value", .is_required = false, .is_many = true}},
           .tables = {},
           .examples = {},
           .run = {}}};
}

}  // namespace maas::test
