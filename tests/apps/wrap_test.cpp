#include "wrap.h"
#include "apps/sparkle.h"
#include "help.h"
#include "output.h"

namespace maas::test {
namespace {

using ::testing::ElementsAre;

TEST(Wrapping, BreaksAtBlanks) {
  EXPECT_THAT(cli::wrapped("one two three", 7), ElementsAre("one two", "three"));
}

TEST(Wrapping, BreaksALongWordBehindABar) {
  EXPECT_THAT(cli::wrapped("a debug|info|warning", 12), ElementsAre("a", "debug|info|", "warning"));
  EXPECT_THAT(cli::wrapped("abcdefgh", 5), ElementsAre("abcde", "fgh"));
}

TEST(Wrapping, CutsNoLetter) {
  EXPECT_THAT(cli::wrapped("äöüß", 2), ElementsAre("äö", "üß"));
}

TEST(AlignedRows, AreAlignedByWhatATerminalShows) {
  EXPECT_THAT(cli::aligned({{"class", "samples"}, {"Stöße", "5"}, {"靴", "10"}}),
              ElementsAre("class  samples", "Stöße        5", "靴          10"));
}

TEST(AlignedRows, ShowControlCharactersInsteadOfObeyingThem) {
  EXPECT_THAT(cli::aligned({{"class", "samples"}, {"\x1b[2J\n", "5"}}),
              ElementsAre("class        samples", "\\x1b[2J\\x0a        5"));
}

TEST(AlignedRows, PutNumbersToTheRight) {
  EXPECT_THAT(cli::aligned({{"name", "count"}, {"a", "5"}, {"bc", "10"}}),
              ElementsAre("name  count", "a         5", "bc       10"));
}

TEST(AlignedRows, WrapTheLastColumnInANarrowTerminal) {
  EXPECT_THAT(
      cli::aligned({{"kind", "name", "summary"}, {"network", "mlp", "linear layers only"}}, 28),
      ElementsAre("kind     name  summary", "network  mlp   linear layers", "               only"));
}

TEST(AlignedRows, BecomeTextWhereColumnsLeaveNoRoom) {
  EXPECT_THAT(cli::aligned({{"kind", "name", "summary"}, {"network", "mlp", "linear layers"}}, 20),
              ElementsAre("kind name summary", "network mlp linear", "  layers"));
}

TEST(NarrowHelp, KeepsToTheWidth) {
  const cli::Command command = sparkle_commands().front();
  const std::string help = cli::command_help(command, cli::options_of(command.tables, catalog()),
                                             cli::common_options(), 40);
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 40u) << line;
}

}  // namespace
}  // namespace maas::test
