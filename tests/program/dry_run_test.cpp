#include <fstream>
#include <map>

#include "program/program.h"

namespace maas::test {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using Arguments = std::vector<std::string>;

/// Every path below a folder, and when it was last written.
std::map<std::string, fs::file_time_type> state_of(const std::string& folder) {
  std::map<std::string, fs::file_time_type> times;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_symlink()) times[entry.path()] = entry.last_write_time();
  }
  return times;
}

/// What a command says without the times that it took.
nlohmann::json without_times(nlohmann::json report) {
  report.erase("dry_run");
  report.erase("seconds");
  if (report.contains("comparison")) report["comparison"].erase("latencies");
  report.erase("notes");
  return report;
}

/// Commands beside a trained model, with --dry-run and without.
class DryRun : public Program {
 protected:
  void SetUp() override {
    ASSERT_EQ(maas(training("work/run")).status, 0);
    fs::create_directory(path("tmp"));
  }

  std::string work(const std::string& name) const { return path("work/" + name); }

  Outcome dry(Arguments arguments) const {
    arguments.push_back("--dry-run");
    return maas(arguments, {.environment = {"TMPDIR=" + path("tmp")}});
  }

  /// Runs a command dry, expects that nothing is left of it, and returns how it ended.
  Outcome rehearse(const Arguments& arguments) const {
    const auto before = state_of(path("work"));
    Outcome outcome = dry(arguments);
    EXPECT_EQ(state_of(path("work")), before) << arguments.front();
    EXPECT_TRUE(fs::is_empty(path("tmp"))) << arguments.front();
    return outcome;
  }

  /// Expects of a command that it says the same dry as in earnest, and returns what.
  nlohmann::json expect_same(Arguments arguments) const {
    arguments.push_back("--json");
    const auto rehearsed = document(rehearse(arguments));
    const auto performed = document(maas(arguments));
    EXPECT_EQ(rehearsed["dry_run"], true);
    EXPECT_FALSE(performed.contains("dry_run"));
    EXPECT_EQ(without_times(rehearsed), without_times(performed)) << arguments.front();
    return performed;
  }

  /// Expects of a command that it is refused dry as it is in earnest.
  void expect_same_refusal(int status, const Arguments& arguments) const {
    const std::string line = ::testing::PrintToString(arguments);
    EXPECT_EQ(rehearse(arguments).status, status) << line;
    EXPECT_EQ(maas(arguments).status, status) << line;
  }

  /// Two folders of pictures that differ behind their pixels.
  std::string pictures() const {
    const std::string picture =
        content_of(MAAS_SOURCE_DIR "/tests/formats/fixtures/images/rgb.png");
    for (const char* const name : {"work/pictures/cat", "work/pictures/dog"}) {
      fs::create_directories(path(name));
      for (int i = 0; i < 5; ++i) {
        std::ofstream(path(name) + "/" + std::to_string(i) + ".png") << picture << name << i;
      }
    }
    return work("pictures");
  }

  std::string customers() const {
    std::ofstream(work("customers.csv")) << "name,mail\nann,ann@example.org\n";
    return work("customers.csv");
  }

  Arguments tuning(const Arguments& more = {}) const {
    Arguments arguments = training("work/tuned");
    arguments[0] = "tune";
    for (const char* const word : {"--space", "optim.lr=[0.01,0.001]"}) {
      arguments.emplace_back(word);
    }
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }
};

TEST_F(DryRun, OfACompressionReportsWhatTheRealOneDoes) {
  const Arguments quantize = {"quantize", work("run"), "-o", work("deep/int8/")};
  EXPECT_EQ(expect_same(quantize)["status"], "complete");
  EXPECT_EQ(expect_same(quantize)["status"], "up-to-date");
}

TEST_F(DryRun, OfAPruningTrainsOnAsTheRealOneDoes) {
  const auto report =
      expect_same({"prune", work("run"), "-o", work("half"), "--structured", "neurons",
                   "--target-params", "0.5", "--finetune", work("run/recipe.resolved.yaml")});
  EXPECT_EQ(report["status"], "complete");
}

TEST_F(DryRun, OfAnExportVerifiesAFileThatNobodySees) {
  for (const std::string format : {"onnx", "safetensors"}) {
    const Arguments write = {"export",   work("run"), "-o",      work("to/" + format),
                             "--format", format,      "--verify"};
    EXPECT_EQ(expect_same(write)["verified"], true);
    EXPECT_EQ(expect_same(write)["status"], "up-to-date");
  }
}

TEST_F(DryRun, OfADivisionCountsAndOfMaskedDataToo) {
  expect_same({"data", "split", pictures(), "-o", work("divided")});
  expect_same({"data", "mask", customers(), "-o", work("masked.csv")});
}

TEST_F(DryRun, OfADraftedRecipeNamesTheFile) {
  const Arguments init = {"recipe", "init", "/usr/share/datasets/fashion-mnist", "-o",
                          work("new/drafted.yaml")};
  const Outcome rehearsed = rehearse(init);
  EXPECT_EQ(rehearsed.status, 0) << rehearsed.err;
  EXPECT_THAT(rehearsed.err, HasSubstr("dry run: nothing is written"));
  EXPECT_EQ(maas(init).out, rehearsed.out);
  EXPECT_TRUE(fs::exists(work("new/drafted.yaml")));
}

TEST_F(DryRun, OfATrainingIsThePlan) {
  const auto plan = document(rehearse(training("work/another", {"--json"})));
  EXPECT_EQ(plan["output"]["status"], "new");
}

TEST_F(DryRun, OfATuningNamesTheTrialsThatAreStillToBeTrained) {
  const auto planned = document(rehearse(tuning({"--trials", "2", "--json"})));
  ASSERT_EQ(planned["trials"].size(), 2U);
  EXPECT_FALSE(planned.contains("best") && !planned["best"].is_null());
  const auto real = document(maas(tuning({"--trials", "2", "--json"})));
  std::map<int, nlohmann::json> keys;
  for (const auto& trial : real["trials"]) keys[trial["trial"]] = trial["keys"];
  for (const auto& trial : planned["trials"]) {
    EXPECT_EQ(trial["status"], "planned");
    EXPECT_EQ(trial["keys"], keys[trial["trial"]]);
  }
  expect_same(tuning({"--trials", "2"}));
  const auto longer = document(rehearse(tuning({"--trials", "3", "--json"})));
  EXPECT_EQ(longer["trials"][0], real["trials"][0]);
  EXPECT_EQ(longer["trials"][2]["status"], "planned");
}

TEST_F(DryRun, OfServingLoadsTheModelsAndEnds) {
  const auto ready =
      document(rehearse({"serve", work("run"), "--listen", "127.0.0.1:0", "--json"}));
  EXPECT_EQ(ready["models"][0], "run");
  EXPECT_EQ(dry({"serve", work("nothing"), "--listen", "127.0.0.1:0"}).status, 66);
}

TEST_F(DryRun, OfServingRefusesNamesThatNoRequestReaches) {
  for (const auto* name : {"a/b", "..", "a\\b", "a\nb", " ", "-"}) {
    const Outcome outcome =
        dry({"serve", work("run"), "--listen", "127.0.0.1:0", fmt::format("--name={}", name)});
    EXPECT_EQ(outcome.status, 2) << name;
    EXPECT_THAT(outcome.err, HasSubstr("is no name of a model"));
  }
  fs::copy(work("run"), work("my run"), fs::copy_options::recursive);
  const Outcome outcome = dry({"serve", work("my run"), "--listen", "127.0.0.1:0"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--name NAME"));
  EXPECT_EQ(dry({"serve", work("my run"), "--listen", "127.0.0.1:0", "--name", "stats"}).status, 0);
}

TEST_F(DryRun, WritesNoFilesOfContinuousIntegration) {
  const Outcome outcome = rehearse({"eval", work("run"), "--junit", work("junit.xml"), "--depfile",
                                    work("eval.d"), "--md", "-"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("### maas eval"));
}

TEST_F(DryRun, EndsByTheGates) {
  expect_same_refusal(3, {"quantize", work("run"), "-o", work("int8"), "--gate", "acc>=1"});
}

TEST_F(DryRun, RefusesWhatTheRealOneRefuses) {
  ASSERT_EQ(maas({"quantize", work("run"), "-o", work("other"), "--scheme", "w8a16"}).status, 0);
  fs::create_directory(work("foreign"));
  std::ofstream(work("foreign/letter")) << "x";
  fs::create_symlink(work("nowhere"), work("link"));
  const std::string csv = customers();
  const std::string folder = pictures();
  for (const std::string output : {"other", "foreign", "foreign/letter/below", "link"}) {
    const std::string path = work(output);
    expect_same_refusal(73, {"quantize", work("run"), "-o", path});
    expect_same_refusal(73, {"export", work("run"), "-o", path, "--format", "safetensors"});
    expect_same_refusal(73, {"data", "split", folder, "-o", path});
  }
  for (const std::string output : {"foreign", "foreign/letter/below", "customers.csv", "new/"}) {
    const std::string path = work(output);
    const bool is_no_model = output.ends_with(".csv");
    expect_same_refusal(is_no_model ? 2 : 73, {"export", work("run"), "-o", path});
    expect_same_refusal(73, {"data", "mask", csv, "-o", path});
    expect_same_refusal(73, {"recipe", "init", folder, "-o", path});
  }
  for (const std::string output : {"foreign", "link"}) {
    expect_same_refusal(73, tuning({"-o", work(output)}));
  }
  expect_same_refusal(73, {"quantize", work("run"), "-o", "."});
  expect_same_refusal(73, {"export", work("run"), "-o", work("link/below.onnx")});
  expect_same_refusal(2, {"data", "mask", csv, "-o", "-", "--json"});
  expect_same_refusal(66, tuning({"data.train.path=" + work("nowhere")}));
}

TEST_F(DryRun, SaysThatThereIsNoTemporaryFolderOnlyWhereOneIsNeeded) {
  const auto without = [&](const Arguments& arguments) {
    return maas(arguments, {.environment = {"TMPDIR=" + path("nowhere")}});
  };
  const Outcome first = without({"quantize", work("run"), "-o", work("int8"), "-n"});
  EXPECT_EQ(first.status, 73);
  EXPECT_THAT(first.err, HasSubstr(path("nowhere")));
  ASSERT_EQ(maas({"quantize", work("run"), "-o", work("int8")}).status, 0);
  EXPECT_EQ(without({"quantize", work("run"), "-o", work("int8"), "-n"}).status, 0);
}

TEST_F(DryRun, ThatWasKilledIsSweptAwayByTheNext) {
  Process killed("/usr/bin/env", {"TMPDIR=" + path("tmp"), MAAS_PROGRAM, "prune", work("run"), "-o",
                                  work("half"), "--structured", "neurons", "--target-params", "0.5",
                                  "--finetune", work("run/recipe.resolved.yaml"), "-n"});
  for (int i = 0; i < 4000 && fs::is_empty(path("tmp")); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  killed.signal(SIGKILL);
  killed.wait();
  EXPECT_FALSE(fs::is_empty(path("tmp")));
  EXPECT_EQ(rehearse({"quantize", work("run"), "-o", work("int8")}).status, 0);
}

}  // namespace
}  // namespace maas::test
