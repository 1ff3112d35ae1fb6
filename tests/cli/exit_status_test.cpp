#include "cli/installation.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;

class ExitStatus : public Installation {};

class ExitStatusOfErrors : public Installation,
                           public ::testing::WithParamInterface<ErrorStatus> {};

TEST_P(ExitStatusOfErrors, IsThatOfTheTable) {
  const Outcome outcome =
      maas({"eval", "fail:" + std::to_string(static_cast<int>(GetParam().code))});
  EXPECT_EQ(outcome.status, GetParam().exit_status);
  EXPECT_THAT(outcome.err, HasSubstr("maas: error: failed as asked\n  ask for something else\n"));
  EXPECT_EQ(outcome.out, "");
}

INSTANTIATE_TEST_SUITE_P(All, ExitStatusOfErrors, ::testing::ValuesIn(kErrorStatus));

TEST_F(ExitStatus, OfExhaustedMemoryIs69) {
  EXPECT_EQ(maas({"eval", "out-of-memory"}).status, 69);
}

struct GatedCommand {
  std::string name;
  std::vector<std::string> arguments;
  std::string result;  ///< a part of what is printed as text
};

class MissedGate : public Installation, public ::testing::WithParamInterface<GatedCommand> {};

TEST_P(MissedGate, Is3WithTheWholeDocumentPrinted) {
  std::vector<std::string> arguments = GetParam().arguments;
  arguments.push_back("--json");
  const Outcome outcome = maas(arguments);
  EXPECT_EQ(outcome.status, 3);
  const auto document = only_document(outcome);
  EXPECT_EQ(document["schema"], "maas." + GetParam().name + "/v1");
  EXPECT_EQ(document["gates"][0]["met"], false);
}

TEST_P(MissedGate, Is3AfterTheResultAsText) {
  std::string command = "exec \"$0\" \"$@\" 2>&1";
  std::vector<std::string> arguments = {"-c", command, program()};
  arguments.insert(arguments.end(), GetParam().arguments.begin(), GetParam().arguments.end());
  const Outcome outcome = run_process("/bin/sh", arguments);
  EXPECT_EQ(outcome.status, 3);
  const std::size_t result = outcome.out.find(GetParam().result);
  const std::size_t error = outcome.out.find("maas: error: gate not met: ");
  ASSERT_NE(result, std::string::npos) << outcome.out;
  ASSERT_NE(error, std::string::npos) << outcome.out;
  EXPECT_LT(result, error);
}

INSTANTIATE_TEST_SUITE_P(
    Each, MissedGate,
    ::testing::Values(
        GatedCommand{
            "train", {"train", "builtin:fashion_mnist/mlp", "--device", "gate"}, "/model\n"},
        GatedCommand{"eval", {"eval", "m", "--gate", "acc>=0.9"}, "0.5000\n"},
        GatedCommand{"quantize", {"quantize", "m", "-o", "out", "--gate", "acc>=0.9"}, "out\n"},
        GatedCommand{"prune", {"prune", "m", "-o", "out", "--gate", "acc>=0.9"}, "out\n"}),
    [](const auto& test) { return test.param.name; });

TEST_F(ExitStatus, OfABadRecipeIs78WithThePlace) {
  const std::string file = write_recipe("schema: maas.recipe/v1\nsede: 1\n");
  const Outcome outcome = maas({"train", file});
  EXPECT_EQ(outcome.status, 78);
  EXPECT_THAT(outcome.err, HasSubstr(file + ":2:1: error: unknown key 'sede'"));
  EXPECT_THAT(outcome.err, HasSubstr("did you mean 'seed'?"));
  EXPECT_THAT(outcome.err, HasSubstr("nothing was written\n"));
}

TEST_F(ExitStatus, OfABadOverrideIs78) {
  const Outcome outcome = maas({"train", "builtin:fashion_mnist/mlp", "train.until=50"});
  EXPECT_EQ(outcome.status, 78);
  EXPECT_THAT(outcome.err,
              HasSubstr("argument 'train.until=50': error: 'train.until' has no unit"));
}

TEST_F(ExitStatus, OfAMisfitFoundByTheLibraryIs78WithThePlace) {
  const Outcome outcome = maas({"train", "builtin:fashion_mnist/mlp", "--device", "misfit"});
  EXPECT_EQ(outcome.status, 78);
  EXPECT_THAT(outcome.err, HasSubstr("mlp.yaml:"));
  EXPECT_THAT(outcome.err, HasSubstr("error: schedule.warmup: too long"));
}

TEST_F(ExitStatus, OfAMissingRecipeIs66) {
  const Outcome outcome = maas({"train", "fashion_mnist/mlp"});
  EXPECT_EQ(outcome.status, 66);
  EXPECT_THAT(outcome.err, HasSubstr("did you mean 'builtin:fashion_mnist/mlp'?"));
}

TEST_F(ExitStatus, OfARecipeBlockThatIsWrongIs78ForItsCommandToo) {
  const std::string file = write_recipe(
      "schema: maas.recipe/v1\nextends: builtin:fashion_mnist/mlp\n"
      "quantize: {schem: w8a8}\n");
  EXPECT_THAT(maas({"quantize", "m", "-o", "q", "--recipe", file}).err,
              HasSubstr(file + ":3:12: error: unknown key 'quantize.schem'"));
}

TEST_F(ExitStatus, OfFlagsOverARecipeBlockIs0AndTheFlagsWin) {
  const std::string file = write_recipe(
      "schema: maas.recipe/v1\nextends: builtin:fashion_mnist/mlp\n"
      "quantize: {scheme: w8a8}\n");
  EXPECT_EQ(only_document(maas({"quantize", "m", "-o", "q", "--recipe", file, "--json"}))["method"],
            "w8a8");
  EXPECT_EQ(only_document(maas({"quantize", "m", "-o", "q", "--recipe", file, "--scheme", "w8a16",
                                "--json"}))["method"],
            "w8a16");
}

class ForeignLibrary : public Installation {
 protected:
  ForeignLibrary() : Installation("foreign") {}
};

TEST_F(ForeignLibrary, IsRefusedAndNotCalled) {
  const Outcome outcome = maas({"eval", "m"});
  EXPECT_EQ(outcome.status, 70);
  EXPECT_THAT(outcome.err, HasSubstr("it is of build foreign, the program of build "));
}

class MissingLibrary : public Installation {
 protected:
  MissingLibrary() : Installation("") {}
};

TEST_F(MissingLibrary, IsNamed) {
  const Outcome outcome = maas({"eval", "m"});
  EXPECT_EQ(outcome.status, 70);
  EXPECT_THAT(outcome.err, HasSubstr("lib/maas/libmaas.so"));
  EXPECT_THAT(outcome.err, HasSubstr("install the program and its library together"));
}

class SignalTest : public Installation {};

TEST_F(SignalTest, SigtermEndsWith143InGoodOrder) {
  const Outcome outcome = run_and_stop(program(), {"eval", "wait"}, "waiting", SIGTERM);
  EXPECT_EQ(outcome.status, 143);
  EXPECT_THAT(outcome.err, HasSubstr("stopping in good order; once more stops now"));
}

TEST_F(SignalTest, SigintEndsWith130OnceTheStateIsSaved) {
  EXPECT_EQ(run_and_stop(program(), {"eval", "wait"}, "waiting", SIGINT).status, 130);
}

TEST_F(SignalTest, TheSecondOneEndsAtOnce) {
  Process process(program(), {"eval", "ignore"});
  process.wait_for_error_text("waiting");
  process.signal(SIGTERM);
  process.wait_for_error_text("once more stops now");
  process.signal(SIGTERM);
  EXPECT_EQ(process.wait().status, 143);
}

TEST_F(SignalTest, Sigusr1SavesAndGoesOn) {
  Process process(program(), {"eval", "wait"});
  process.wait_for_error_text("waiting");
  process.signal(SIGUSR1);
  process.wait_for_error_text("saved");
  process.signal(SIGTERM);
  EXPECT_EQ(process.wait().status, 143);
}

TEST_F(SignalTest, ADrainedServerEndsWith0) {
  const Outcome outcome = run_and_stop(program(), {"serve", "m"}, "LibTorch", SIGTERM);
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, "http://127.0.0.1:8000\n");
}

}  // namespace
}  // namespace maas::test
