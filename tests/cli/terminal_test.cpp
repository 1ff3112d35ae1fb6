#include <algorithm>

#include "cli/installation.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;

class Terminal : public Installation {
 protected:
  /// What a command prints on a terminal of so many columns.
  std::string on_terminal(int columns, const std::string& arguments) const {
    return shell("script -qec 'stty cols " + std::to_string(columns) + "; " + program() + " " +
                 arguments + "' /dev/null")
        .out;
  }

  static Outcome shell(const std::string& line) { return run_process("/bin/bash", {"-c", line}); }

  static std::size_t widest(const std::string& text) {
    std::istringstream lines(text);
    std::size_t width = 0;
    for (std::string line; std::getline(lines, line);)
      width = std::max(width, line.find_last_not_of("\r\n") + 1);
    return width;
  }

  static bool is_ascii(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char letter) { return letter >= 0; });
  }
};

TEST_F(Terminal, OfFortyColumnsHoldsHelpAndTables) {
  EXPECT_LE(widest(on_terminal(40, "--help")), 40u);
  EXPECT_LE(widest(on_terminal(40, "list")), 40u);
  EXPECT_THAT(on_terminal(40, "quantize --help"), HasSubstr("--scheme w8a8|w8a16"));
}

TEST_F(Terminal, OfFortyColumnsHoldsAPlanAndAMeasurement) {
  EXPECT_LE(widest(on_terminal(40, "train builtin:fashion_mnist/mlp --check -q")), 40u);
  EXPECT_LE(widest(on_terminal(40, "bench m -q")), 40u);
}

TEST_F(Terminal, ThatIsWideIsNotFilled) {
  EXPECT_LE(widest(on_terminal(300, "train --help")), 100u);
}

TEST_F(Terminal, IsNotWhatAPipeIs) {
  EXPECT_GT(widest(maas({"list"}).out), 40u);
}

TEST_F(Terminal, OfFortyColumnsHoldsTheBar) {
  const std::string shown = on_terminal(40, "eval progress 2>&1 >/dev/null");
  const std::size_t bar = shown.rfind("[##");
  ASSERT_NE(bar, std::string::npos) << shown;
  EXPECT_LT(shown.find('\r', bar) - bar, 40u) << shown;
}

TEST_F(Terminal, ShowsControlCharactersOfAPathInsteadOfObeyingThem) {
  const std::string shown =
      on_terminal(80, "train builtin:fashion_mnist/mlp -o $(printf \"\\033[2J\")");
  EXPECT_THAT(shown, HasSubstr("\\x1b[2J/model"));
}

TEST_F(Terminal, WithoutUtf8GetsNothingButAscii) {
  for (const char* arguments : {"--help", "train --help", "list", "doctor", "eval progress",
                                "recipe show builtin:fashion_mnist/lenet", "bench m",
                                "train builtin:fashion_mnist/mlp --check"}) {
    const Outcome outcome = shell("LC_ALL=C " + program() + " " + arguments);
    EXPECT_TRUE(is_ascii(outcome.out + outcome.err)) << outcome.out << outcome.err;
  }
}

TEST_F(Terminal, ThatIsClosedIsAnErrorOfTheOutput) {
  const Outcome outcome = shell(program() + " list >&-");
  EXPECT_EQ(outcome.status, 74);
  EXPECT_THAT(outcome.err, HasSubstr("cannot write to standard output: Bad file descriptor"));
}

TEST_F(Terminal, ThatIsClosedForMessagesHarmsNoResult) {
  EXPECT_EQ(shell(program() + " eval m --json 2>&-").out, maas({"eval", "m", "--json"}).out);
}

TEST_F(Terminal, ThatHeadLeavesIsNoError) {
  const Outcome outcome =
      shell("set -o pipefail; " + program() + " train --help | head -1; echo ${PIPESTATUS[0]}");
  EXPECT_THAT(outcome.out, ::testing::EndsWith("\n0\n"));
  EXPECT_EQ(outcome.err, "");
}

}  // namespace
}  // namespace maas::test
