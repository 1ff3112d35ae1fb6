#include "apps/sparkle.h"
#include "man/mdoc.h"
#include "man/pages.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;

TEST(ManualPage, OfACommandHasItsFlags) {
  const std::string page = cli::command_page(sparkle_commands().front());
  EXPECT_THAT(page, HasSubstr(".Dt MAAS-SPARKLE 1\n"));
  EXPECT_THAT(page, HasSubstr(".It Fl -glitter Ar \"N\"\nhow many flakes (default 3; between 1 and "
                              "9).\n"));
  EXPECT_THAT(page, HasSubstr(".It Fl o , Fl -output Ar \"SKY\"\n"));
}

TEST(ManualPage, OfTheProgramNamesEveryExitStatus) {
  const std::string page = cli::program_page(sparkle_commands());
  for (const ErrorStatus& status : kErrorStatus) {
    EXPECT_THAT(page, HasSubstr(".It Li " + std::to_string(status.exit_status) + "\n"));
  }
}

TEST(ManualPage, OfRecipesNamesEveryComponentAndItsOptions) {
  const std::string page = cli::recipe_page(catalog());
  for (const Registry registry : {Registry::kArchitecture, Registry::kTask, Registry::kLayout,
                                  Registry::kTransform, Registry::kOptimizer, Registry::kSchedule,
                                  Registry::kQuantizer, Registry::kPruner, Registry::kExporter}) {
    for (const Card& card : catalog().cards(registry)) {
      EXPECT_THAT(page, HasSubstr(".It Cm " + card.name + "\n"));
      AnyOptions options = card.options;
      Fields fields;
      options.describe_into(fields);
      for (const Field& field : fields.rows())
        EXPECT_THAT(page, HasSubstr(".It Cm " + field.key + " : "));
    }
  }
}

TEST(Mdoc, TellsTextFromMacros) {
  cli::Mdoc page("x", 1, "y");
  page.text(".hidden files. They begin with a dot, `as \"this\"`.");
  EXPECT_THAT(page.page(), HasSubstr("\n\\&.hidden files.\nThey begin with a dot,\n.Ql \"as "
                                     "\\(dqthis\\(dq\" .\n"));
}

}  // namespace
}  // namespace maas::test
