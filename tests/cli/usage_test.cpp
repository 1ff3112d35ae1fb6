#include "cli/installation.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Usage : public Installation {};

TEST_F(Usage, HelpListsTheCommands) {
  const Outcome outcome = maas({"--help"});
  EXPECT_EQ(outcome.status, 0);
  for (const char* command : {"train", "tune", "eval", "predict", "generate", "quantize", "prune",
                              "export", "bench", "serve", "recipe", "list"}) {
    EXPECT_THAT(outcome.out, HasSubstr(std::string("\n  ") + command + " "));
  }
}

TEST_F(Usage, HelpOfACommandShowsItsFlagsWithDefaultsAndRanges) {
  const Outcome outcome = maas({"predict", "-h"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, HasSubstr("usage: maas predict [flags] MODEL INPUT..."));
  EXPECT_THAT(outcome.out, HasSubstr("default 64; between 1 and 1048576"));
}

TEST_F(Usage, HelpOfAGroupListsItsCommands) {
  const Outcome outcome = maas({"recipe", "--help"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, HasSubstr("usage: maas recipe COMMAND"));
  for (const char* command : {"ls", "show", "diff", "schema"}) {
    EXPECT_THAT(outcome.out, HasSubstr(std::string("\n  recipe ") + command + " "));
  }
  EXPECT_EQ(maas({"help", "recipe"}).out, outcome.out);
}

TEST_F(Usage, HelpMayBeAskedForAsACommand) {
  EXPECT_EQ(maas({"help", "train"}).out, maas({"train", "--help"}).out);
}

TEST_F(Usage, EveryCommandThatLoadsAModelHasFlagsToVerifyIt) {
  for (const char* command :
       {"train", "eval", "predict", "generate", "quantize", "prune", "export", "bench", "serve"}) {
    const std::string help = maas({command, "--help"}).out;
    EXPECT_THAT(help, HasSubstr("--verify ")) << command;
    EXPECT_THAT(help, HasSubstr("--no-verify ")) << command;
  }
}

TEST_F(Usage, FlagsMayStandAnywhere) {
  const std::string document = maas({"list", "models", "--json"}).out;
  EXPECT_EQ(maas({"--json", "list", "models"}).out, document);
  EXPECT_EQ(maas({"list", "--json", "models"}).out, document);
}

TEST_F(Usage, VersionIsAlsoADocument) {
  EXPECT_THAT(maas({"--version"}).out, StartsWith("maas 0."));
  const auto document = only_document(maas({"--version", "--json"}));
  EXPECT_EQ(document["schema"], "maas.version/v1");
  EXPECT_EQ(document["torch"], "2.11.0");
  for (const char* key : {"git", "build", "compiler"})
    EXPECT_FALSE(document[key].get<std::string>().empty()) << key;
}

struct Misuse {
  std::vector<std::string> arguments;
  std::string message;
};

class MisuseTest : public Installation, public ::testing::WithParamInterface<Misuse> {};

TEST_P(MisuseTest, ExitsWith2AndSaysWhatIsWrong) {
  const Outcome outcome = maas(GetParam().arguments);
  EXPECT_EQ(outcome.status, 2) << outcome.err;
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    All, MisuseTest,
    ::testing::Values(
        Misuse{{}, "no command given"},
        Misuse{{"trian"}, "unknown command 'trian'\n  did you mean 'train'?"},
        Misuse{{"recipe", "shwo"}, "did you mean 'recipe show'?"},
        Misuse{{"recipe"}, "no command given\n  `maas recipe --help` lists the commands"},
        Misuse{{"recipe", "--verbos"}, "unknown flag '--verbos'\n  did you mean '--verbose'?"},
        Misuse{{"--jsn", "list"}, "unknown flag '--jsn'\n  did you mean '--json'?"},
        Misuse{{"eval", "m", "--gat", "acc>1"}, "unknown flag '--gat'\n  did you mean '--gate'?"},
        Misuse{{"eval"}, "MODEL is missing"}, Misuse{{"predict", "m"}, "INPUT is missing"},
        Misuse{{"eval", "m", "n"}, "unexpected argument 'n'"},
        Misuse{{"predict", "m", "i", "--top"}, "'--top' takes a value: N"},
        Misuse{{"predict", "m", "i", "--top="}, "'--top' has no value"},
        Misuse{{"quantize", "m", "-o=q"},
               "'-o=q': no '=' stands behind a flag of one letter\n"
               "  write -o q or --output=q"},
        Misuse{{"quantize", "m", "-qo=q"}, "'-qo=q': no '=' stands behind"},
        Misuse{{"eval", "m", "-q=1"},
               "'-q=1': no '=' stands behind a flag of one letter\n  write -q"},
        Misuse{{"eval", "m", "--data", ""}, "the argument behind '--data' is empty"},
        Misuse{{"eval", "m", "--gate", ""}, "the argument behind '--gate' is empty"},
        Misuse{{"quantize", "m", "-o", ""}, "the argument behind '-o' is empty"},
        Misuse{{"eval", ""}, "the argument behind 'eval' is empty"},
        Misuse{{"export", "m", "--verify=yes"}, "'--verify' takes no value"},
        Misuse{{"eval", "m", "--verify", "--no-verify"},
               "'--verify' and '--no-verify' exclude each other"},
        Misuse{{"export", "m", "-o", "x", "--no-verify", "--verify"},
               "'--verify' and '--no-verify' exclude each other"},
        Misuse{{"predict", "m", "i", "--top", "0"},
               "argument '--top 0': error: must be between 1 and 1000, not 0"},
        Misuse{{"predict", "m", "i", "--top", "x"}, "must be an integer, not 'x'"},
        Misuse{{"predict", "m", "i", "--top", "0", "--batch", "0"}, "2 errors"},
        Misuse{{"eval", "m", "--split", "tst"}, "did you mean 'test'?"},
        Misuse{{"quantize", "m", "-o", "q", "--method", "rnt"}, "did you mean 'rtn'?"},
        Misuse{{"quantize", "m"}, "-o OUT says where"},
        Misuse{{"list", "model"}, "did you mean 'models'?"},
        Misuse{{"list", "--log-level", "loud"}, "must be one of debug, info, warning, error"},
        Misuse{{"recipe", "show", "builtin:fashion_mnist/mlp", "--minimal", "--origins"},
               "exclude each other"}));

TEST_F(Usage, NeedsNoLibraryForWhatHasNoTensors) {
  std::filesystem::remove(std::filesystem::path(program()).parent_path() /
                          "../lib/maas/libmaas.so");
  EXPECT_EQ(maas({"list"}).status, 0);
  EXPECT_EQ(maas({"recipe", "show", "builtin:fashion_mnist/mlp"}).status, 0);
}

TEST_F(Usage, HelpAndRecipeErrorsComeWithin20Milliseconds) {
  if (kIsSanitized) GTEST_SKIP() << "a sanitizer takes longer";
  EXPECT_LT(median_time(program(), {"--help"}), 20);
  EXPECT_LT(median_time(program(), {"train", "--help"}), 20);
  EXPECT_LT(median_time(program(), {"train", "builtin:fashion_mnist/mlp", "optim.lrr=1"}), 20);
}

TEST_F(Usage, TheProgramDoesNotLinkLibTorch) {
  const Outcome outcome = run_process("/usr/bin/readelf", {"--dynamic", program()});
  ASSERT_THAT(outcome.out, HasSubstr("NEEDED"));
  EXPECT_THAT(outcome.out, ::testing::Not(HasSubstr("torch")));
}

}  // namespace
}  // namespace maas::test
