#include "cli/installation.h"
#include "cli/pseudo_terminal.h"

namespace maas::test {
namespace {

namespace fs = std::filesystem;

/// What is typed, `\t` for the tabulator, and the words that the program is started with.
struct Typed {
  std::string keys;
  std::vector<std::string> words;
};

const std::vector<Typed> kTyped = {
    {"maas rec\tsh\tbuil\tf\tl\t_\t opt\tna\tadamw\t --mi\t",
     {"recipe", "show", "builtin:fashion_mnist/lenet_finetune", "optim.name=adamw", "--minimal"}},
    {"maas quantize m --scheme=w8a1\t", {"quantize", "m", "--scheme=w8a16"}},
    {"maas prune m --sco\tl\t", {"prune", "m", "--scope", "layer"}},
    {"maas --color al\tlist opt\t", {"--color", "always", "list", "optimizers"}},
    {"maas eval net\tf\t --recipe mine\t",
     {"eval", "networks/first", "--recipe", "mine of today.yaml"}},
    {"maas train mine\tmodel.from=networks/first/co\t",
     {"train", "mine of today.yaml", "model.from=networks/first/config.json"}},
};

/// Names that have to be quoted, from each way to begin with.
const std::vector<Typed> kQuoted = {
    {R"(maas eval my\ r)", {"eval", "my run"}},
    {R"(maas eval 'my r)", {"eval", "my run"}},
    {R"(maas eval "my r)", {"eval", "my run"}},
    {R"(maas eval it)", {"eval", "it's"}},
    {R"(maas eval it\')", {"eval", "it's"}},
    {R"(maas eval "it')", {"eval", "it's"}},
    {R"(maas eval sa)", {"eval", "say \"x\""}},
    {R"(maas eval "sa)", {"eval", "say \"x\""}},
    {R"(maas eval 'sa)", {"eval", "say \"x\""}},
    {R"(maas eval a\$)", {"eval", "a$b"}},
    {R"(maas eval "a)", {"eval", "a$b"}},
    {R"(maas train mine\ o)", {"train", "mine of today.yaml"}},
    {R"(maas train 'mine o)", {"train", "mine of today.yaml"}},
    {R"(maas train "mine o)", {"train", "mine of today.yaml"}},
    {R"(maas train o\'h)", {"train", "o'hara's.yaml"}},
    {R"(maas train "o)", {"train", "o'hara's.yaml"}},
    {"maas eval --recipe mine\\ o\t my\\ r", {"eval", "--recipe", "mine of today.yaml", "my run"}},
    {"maas eval --recipe=mine\\ o\t 'my r", {"eval", "--recipe=mine of today.yaml", "my run"}},
    {"maas train mi\tmodel.from=my\\ r\tco",
     {"train", "mine of today.yaml", "model.from=my run/config.json"}},
};

/// A shell at a terminal, in a directory with models and recipes; what it starts as `maas` notes
/// its arguments.
class Shell : public Installation, public ::testing::WithParamInterface<std::string> {
 protected:
  void SetUp() override {
    if (!fs::exists("/usr/bin/" + GetParam())) GTEST_SKIP() << GetParam() << " is not installed";
    for (const char* const model : {"networks/first", "my run", "it's", "say \"x\"", "a$b"}) {
      fs::create_directories(home_ / model);
      write(std::string(model) + "/config.json", "{}");
    }
    for (const char* const name : {"mine of today.yaml", "o'hara's.yaml"}) {
      write(name, "schema: maas.recipe/v1\n");
    }
    fs::create_directories(home_ / ".bin");
    write(".bin/maas", "#!/bin/sh\nif [ \"$1\" = __complete ]; then exec '" + program() +
                           "' \"$@\"; fi\nprintf '%s\\n' \"$@\" >'" + noted().string() +
                           "'\necho " + kStarted + "\n");
    fs::permissions(home_ / ".bin/maas", fs::perms::owner_all);
    write(".bashrc", "source " MAAS_SOURCE_DIR "/completions/maas.bash\nPS1='" + kPrompt + " '\n");
    write(".zshrc", "PROMPT='" + kPrompt +
                        " '\nfpath=(" MAAS_SOURCE_DIR
                        "/completions $fpath)\nautoload -U compinit\ncompinit "
                        "-u -D\n");
    write(".fishrc", "source " MAAS_SOURCE_DIR
                     "/completions/maas.fish\nfunction fish_prompt; echo "
                     "'" +
                         kPrompt + " '; end\n");
  }

  std::vector<std::string> command() const {
    const std::string home = home_.path().string();
    if (GetParam() == "bash") return {"bash", "--noprofile", "--rcfile", home + "/.bashrc", "-i"};
    if (GetParam() == "zsh") return {"zsh", "-i"};
    return {"fish", "--no-config", "--init-command", "source " + home + "/.fishrc"};
  }

  /// Types each line and compares what the program is started with.
  void expect_completed(const std::vector<Typed>& lines, const std::string& last_key) const {
    const std::string home = home_.path().string();
    PseudoTerminal terminal(home, command(),
                            {"PATH=" + home + "/.bin:/usr/bin:/bin", "HOME=" + home,
                             "ZDOTDIR=" + home, "XDG_DATA_HOME=" + home, "XDG_CONFIG_HOME=" + home,
                             GetParam() == "fish" ? "TERM=xterm" : "TERM=dumb"});
    for (const Typed& line : lines) {
      fs::remove(noted());
      ASSERT_TRUE(terminal.await(kPrompt)) << terminal.shown();
      terminal.type(line.keys + last_key + "\n");
      ASSERT_TRUE(terminal.await(kStarted)) << line.keys << "\n" << terminal.shown();
      EXPECT_EQ(lines_of(content_of(noted())), line.words) << line.keys;
    }
  }

  /// What fish offers for a line.
  std::vector<std::string> candidates(const std::string& line) const {
    const std::string home = home_.path().string();
    const Outcome outcome = run_process(
        "/bin/bash", {"-c", "cd '" + home + "' && PATH=" + home +
                                "/.bin:/usr/bin:/bin fish --no-config -c \"source " MAAS_SOURCE_DIR
                                "/completions/maas.fish; complete -C '" +
                                line + "'\""});
    EXPECT_EQ(outcome.err, "");
    std::vector<std::string> texts;
    for (const std::string& found : lines_of(outcome.out))
      texts.push_back(found.substr(0, found.find('\t')));
    return texts;
  }

 private:
  static inline const std::string kPrompt = "READY>";
  static inline const std::string kStarted = "was-started";

  static std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
  }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(home_ / name) << text;
  }
  fs::path noted() const { return home_ / ".noted"; }

  TemporaryDirectory home_;
};

TEST_P(Shell, CompletesNamesThatMustBeQuoted) {
  expect_completed(kQuoted, "\t");
}

INSTANTIATE_TEST_SUITE_P(Completion, Shell, ::testing::Values("bash", "zsh", "fish"),
                         [](const auto& shell) { return shell.param; });

class ShellByTabulator : public Shell {};

TEST_P(ShellByTabulator, CompletesWhatIsTyped) {
  expect_completed(kTyped, "");
}

// Fish takes one of several at the second tabulator: what it offers is below.
INSTANTIATE_TEST_SUITE_P(Completion, ShellByTabulator, ::testing::Values("bash", "zsh"),
                         [](const auto& shell) { return shell.param; });

class Fish : public Shell {};

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
  EXPECT_THAT(candidates("maas train m"), Contains("mine of today.yaml"));
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
