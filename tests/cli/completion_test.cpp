#include "cli/installation.h"

namespace maas::test {
namespace {

namespace fs = std::filesystem;

/// What is typed, `\t` for the tabulator, and the words that the program is started with.
struct Typed {
  std::string keys;
  std::vector<std::string> words;
};

const std::vector<Typed> kTyped = {
    {"maas rec\\tsh\\tbuil\\tl\\t_\\t opt\\tna\\tadamw\\t --mi\\t",
     {"recipe", "show", "builtin:fashion_mnist/lenet_finetune", "optim.name=adamw", "--minimal"}},
    {"maas quantize m --scheme=w8a1\\t", {"quantize", "m", "--scheme=w8a16"}},
    {"maas prune m --sco\\tl\\t", {"prune", "m", "--scope", "layer"}},
    {"maas --color al\\tlist opt\\t", {"--color", "always", "list", "optimizers"}},
    {"maas eval net\\tf\\t --recipe mine\\t",
     {"eval", "networks/first", "--recipe", "mine of today.yaml"}},
    {"maas train mine\\tmodel.from=networks/first/co\\t",
     {"train", "mine of today.yaml", "model.from=networks/first/config.json"}},
};

/// A shell at work in a directory with a model and a recipe; what it starts as `maas` notes its
/// arguments.
class Shell : public Installation, public ::testing::WithParamInterface<std::string> {
 protected:
  void SetUp() override {
    if (!fs::exists("/usr/bin/" + GetParam())) GTEST_SKIP() << GetParam() << " is not installed";
    fs::create_directories(home_ / "networks/first");
    std::ofstream(home_ / "networks/first/config.json") << "{}";
    std::ofstream(home_ / "mine of today.yaml") << "schema: maas.recipe/v1\n";
    fs::create_directories(home_ / ".bin");
    write(".bin/maas", "#!/bin/sh\nif [ \"$1\" = __complete ]; then exec '" + program() +
                           "' \"$@\"; fi\nprintf '%s\\n' \"$@\" >'" + noted().string() + "'\n");
    fs::permissions(home_ / ".bin/maas", fs::perms::owner_all);
    write(".zshrc",
          "fpath=(" MAAS_SOURCE_DIR "/completions $fpath)\nautoload -U compinit\ncompinit -u -D\n");
  }

  std::vector<std::string> words_after(const std::string& keys) const {
    const std::string start = GetParam() == "zsh" ? "zsh -i"
                                                  : "bash --noprofile --rcfile " MAAS_SOURCE_DIR
                                                    "/completions/maas.bash -i";
    const Outcome outcome = in_home("printf '" + keys + "\\nexit\\n' | TERM=dumb script -qec '" +
                                    start + "' /dev/null");
    EXPECT_TRUE(fs::exists(noted())) << outcome.out;
    return lines_of(content_of(noted()));
  }

  /// Runs a command line in the directory.
  Outcome in_home(const std::string& line) const {
    const std::string home = home_.path().string();
    return run_process("/bin/bash", {"-c", "cd '" + home + "' && export PATH=" + home +
                                               "/.bin:/usr/bin:/bin HOME=" + home +
                                               " ZDOTDIR=" + home + " && " + line});
  }

  static std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
  }

 private:
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(home_ / name) << text;
  }
  fs::path noted() const { return home_ / ".noted"; }

  TemporaryDirectory home_;
};

TEST_P(Shell, CompletesWhatIsTyped) {
  for (const Typed& typed : kTyped) EXPECT_EQ(words_after(typed.keys), typed.words) << typed.keys;
}

INSTANTIATE_TEST_SUITE_P(Completion, Shell, ::testing::Values("bash", "zsh"),
                         [](const auto& shell) { return shell.param; });

class Fish : public Shell {
 protected:
  std::vector<std::string> candidates(const std::string& line) const {
    const Outcome outcome = in_home("fish --no-config -c \"source " MAAS_SOURCE_DIR
                                    "/completions/maas.fish; complete -C '" +
                                    line + "'\"");
    EXPECT_EQ(outcome.err, "");
    std::vector<std::string> texts;
    for (const std::string& found : lines_of(outcome.out))
      texts.push_back(found.substr(0, found.find('\t')));
    return texts;
  }
};

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

TEST_P(Fish, OffersCommandsFlagsAndValues) {
  EXPECT_THAT(candidates("maas qu"), ElementsAre("quantize"));
  EXPECT_THAT(candidates("maas recipe sh"), ElementsAre("show"));
  EXPECT_THAT(candidates("maas quantize m --sch"), ElementsAre("--scheme"));
  EXPECT_THAT(candidates("maas prune m --sco"), ElementsAre("--scope"));
  EXPECT_THAT(candidates("maas quantize m --scheme "), UnorderedElementsAre("w8a16", "w8a8"));
  EXPECT_THAT(candidates("maas quantize m --scheme=w8a1"), ElementsAre("--scheme=w8a16"));
  EXPECT_THAT(candidates("maas eval networks/"), ElementsAre("networks/first"));
  EXPECT_THAT(candidates("maas train "), Contains("builtin:fashion_mnist/mlp"));
  EXPECT_THAT(candidates("maas train m"), ElementsAre("mine of today.yaml"));
  EXPECT_THAT(candidates("maas train builtin:fashion_mnist/mlp model.from=net"),
              ElementsAre("model.from=networks/"));
  EXPECT_THAT(candidates("maas train builtin:fashion_mnist/mlp optim.name=adam"),
              ElementsAre("optim.name=adam", "optim.name=adamw"));
}

INSTANTIATE_TEST_SUITE_P(Completion, Fish, ::testing::Values("fish"));

class CompletionCommand : public Installation {};

TEST_F(CompletionCommand, RefusesAnUnknownShell) {
  EXPECT_EQ(only_document(maas({"completion", "zsh", "--json"}))["shell"], "zsh");
  const Outcome outcome = maas({"completion", "zhs"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, ::testing::HasSubstr("did you mean 'zsh'?"));
}

TEST_F(CompletionCommand, AnswersWithin50Milliseconds) {
  if (kIsSanitized) GTEST_SKIP() << "a sanitizer takes longer";
  EXPECT_LT(median_time(program(),
                        {"__complete", "--", "train", "builtin:fashion_mnist/lenet", "optim."}),
            50);
}

TEST_F(CompletionCommand, IsSilentAboutALineThatMakesNoSense) {
  const Outcome outcome = maas({"__complete", "--", "--color", "", "--", "\xff", "=", "~"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out + outcome.err, "");
}

}  // namespace
}  // namespace maas::test
