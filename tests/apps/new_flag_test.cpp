#include "apps/sparkle.h"
#include "completion/scripts.h"
#include "help.h"
#include "man/pages.h"
#include "recipe/schema.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;

// One field of one struct is all that a flag takes.

TEST(AFieldOfAStruct, IsAFlagInTheHelp) {
  const cli::Command command = sparkle_commands().front();
  const std::string help =
      cli::command_help(command, cli::options_of(command.tables, catalog()), {});
  EXPECT_THAT(help, HasSubstr("--glitter N"));
  EXPECT_THAT(help, HasSubstr("how many flakes (default 3; between 1 and 9)"));
}

TEST(AFieldOfAStruct, IsAFlagInTheCompletionOfEveryShell) {
  EXPECT_THAT(cli::bash_script(sparkle_commands()), HasSubstr("flags='--glitter --colour"));
  EXPECT_THAT(cli::zsh_script(sparkle_commands()), HasSubstr("'--glitter:how many flakes"));
  EXPECT_THAT(cli::fish_script(sparkle_commands()),
              HasSubstr("-n '__maas_at sparkle' -l glitter -x"));
}

TEST(AFieldOfAStruct, IsAFlagInTheManualPage) {
  EXPECT_THAT(cli::command_page(sparkle_commands().front()), HasSubstr(".It Fl -glitter Ar"));
}

TEST(AFieldOfAStruct, IsAKeyInTheSchemaOfRecipes) {
  SparkleOptions options;
  const auto schema = recipe::json_schema(fields_of(options), catalog());
  const auto& key = schema["properties"]["glitter"];
  EXPECT_EQ(key["description"], "how many flakes");
  EXPECT_EQ(key["default"], 3);
  EXPECT_EQ(key["anyOf"][0]["maximum"], 9);
}

}  // namespace
}  // namespace maas::test
