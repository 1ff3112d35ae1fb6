#include "cli/installation.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Streams : public Installation {
 protected:
  std::string bad_recipe() const { return write_recipe("schema: maas.recipe/v1\nsed: 1\n"); }
};

constexpr const char* kEscape = "\033[";

TEST_F(Streams, JsonIsOneDocumentForEveryCommand) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> commands = {
      {"train", {"train", "builtin:fashion_mnist/mlp", "-o", "run"}},
      {"eval", {"eval", "m"}},
      {"predict", {"predict", "m", "a.png", "b.png"}},
      {"generate", {"generate", "m"}},
      {"quantize", {"quantize", "m", "-o", "q"}},
      {"prune", {"prune", "m", "-o", "p", "--sparsity", "0.5"}},
      {"export", {"export", "m", "-o", "x.onnx"}},
      {"list", {"list"}},
      {"recipe", {"recipe", "show", "builtin:fashion_mnist/mlp"}},
      {"recipe-ls", {"recipe", "ls"}},
      {"recipe-diff", {"recipe", "diff", "builtin:fashion_mnist/mlp", "builtin:fashion_mnist/mlp"}},
      {"recipe-origins", {"recipe", "show", "builtin:fashion_mnist/mlp", "--origins"}},
  };
  for (auto [name, arguments] : commands) {
    arguments.push_back("--json");
    const Outcome outcome = maas(arguments);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(only_document(outcome)["schema"], "maas." + name + "/v1");
  }
}

TEST_F(Streams, PredictionsMayBeALineEach) {
  const Outcome outcome = maas({"predict", "m", "a", "b", "--jsonl"});
  EXPECT_EQ(outcome.out,
            "{\"input\":\"a\",\"label\":\"shoe\",\"probability\":0.75,\"top\":[{\"label\":"
            "\"shoe\",\"probability\":0.75}]}\n"
            "{\"input\":\"b\",\"label\":\"shoe\",\"probability\":0.75,\"top\":[{\"label\":"
            "\"shoe\",\"probability\":0.75}]}\n");
}

TEST_F(Streams, ABadInputAmongOthersIsNamedAndEndsWith65) {
  const Outcome outcome = maas({"predict", "m", "a", "bad,1", "c"});
  EXPECT_EQ(outcome.status, 65);
  EXPECT_EQ(outcome.out, "a\tshoe 0.7500\nc\tshoe 0.7500\n");
  EXPECT_THAT(outcome.err, HasSubstr("bad,1: no picture begins like this"));
  EXPECT_THAT(outcome.err, HasSubstr("1 of 3 inputs cannot be read"));
}

TEST_F(Streams, ABadInputIsARecordOfItsOwn) {
  constexpr const char* kBad =
      R"({"input":"bad","error":{"code":"invalid_data","message":"no picture begins like this"}})";
  const Outcome lines = maas({"predict", "m", "bad", "c", "--jsonl"});
  EXPECT_EQ(lines.status, 65);
  EXPECT_EQ(lines.out.substr(0, lines.out.find('\n')), kBad);
  const Outcome whole = maas({"predict", "m", "bad", "c", "--json"});
  EXPECT_EQ(whole.status, 65);
  EXPECT_EQ(only_document(whole)["predictions"][0].dump(), nlohmann::json::parse(kBad).dump());
  EXPECT_EQ(only_document(whole)["refused"], 1);
}

TEST_F(Streams, AsManyBadInputsAsMayBeSkippedEndWith0) {
  EXPECT_EQ(maas({"predict", "m", "bad1", "bad2", "c", "--skip-bad", "2"}).status, 0);
  EXPECT_EQ(maas({"predict", "m", "bad1", "bad2", "c", "--skip-bad", "1"}).status, 65);
}

TEST_F(Streams, PredictionsMayGoIntoAFile) {
  const TemporaryDirectory folder;
  const std::string csv = folder / "p.csv";
  const Outcome outcome = maas({"predict", "m", "a \"1\"", "bad,1", "-o", csv});
  EXPECT_EQ(outcome.status, 65);
  EXPECT_EQ(outcome.out, csv + "\n");
  EXPECT_EQ(content_of(csv),
            "input,label,probability,error\n\"a \"\"1\"\"\",shoe,0.750000,\n\"bad,1\",,,"
            "invalid_data: no picture begins like this\n");
  const std::string jsonl = folder / "p.jsonl";
  EXPECT_EQ(only_document(maas({"predict", "m", "a", "-o", jsonl, "--json"}))["answered"], 1);
  EXPECT_EQ(nlohmann::json::parse(content_of(jsonl))["label"], "shoe");
}

TEST_F(Streams, PredictionsMayBeValues) {
  const TemporaryDirectory folder;
  EXPECT_EQ(maas({"predict", "m", "rows:2"}).out, "rows:2\t1234.5\n");
  EXPECT_EQ(maas({"predict", "m", "rows:2", "--jsonl"}).out,
            "{\"input\":\"rows:2\",\"value\":1234.5}\n");
  const std::string csv = folder / "p.csv";
  EXPECT_EQ(maas({"predict", "m", "bad", "rows:2", "-o", csv}).status, 65);
  EXPECT_EQ(content_of(csv),
            "input,value,error\nbad,,invalid_data: no picture begins like this\n"
            "rows:2,1234.5,\n");
}

TEST_F(Streams, PredictionsMayBeItems) {
  const TemporaryDirectory folder;
  EXPECT_EQ(maas({"predict", "m", "users:2"}).out, "users:2\tEmma, vol. 1 2.5000\tIliad -1.0000\n");
  EXPECT_EQ(maas({"predict", "m", "users:2", "--jsonl"}).out,
            "{\"input\":\"users:2\",\"items\":[{\"item\":\"Emma, vol. 1\",\"score\":2.5},"
            "{\"item\":\"Iliad\",\"score\":-1}]}\n");
  const std::string csv = folder / "p.csv";
  EXPECT_EQ(maas({"predict", "m", "bad", "users:2", "--top", "3", "-o", csv}).status, 65);
  EXPECT_EQ(content_of(csv),
            "input,item,score,item_2,score_2,item_3,score_3,error\n"
            "bad,,,,,,,invalid_data: no picture begins like this\n"
            "users:2,\"Emma, vol. 1\",2.500000,Iliad,-1.000000,,,\n");
}

TEST_F(Streams, AFileOfPredictionsIsReplacedOnlyWhenForcedAndNotInADryRun) {
  const TemporaryDirectory folder;
  const std::string csv = folder / "p.csv";
  std::ofstream(csv) << "mine";
  EXPECT_EQ(maas({"predict", "m", "a", "-o", csv}).status, 73);
  EXPECT_EQ(maas({"predict", "m", "a", "-o", csv, "--force", "--dry-run"}).status, 0);
  EXPECT_EQ(content_of(csv), "mine");
  EXPECT_EQ(maas({"predict", "m", "a", "-o", csv, "--force"}).status, 0);
  EXPECT_THAT(content_of(csv), HasSubstr("a,shoe"));
}

TEST_F(Streams, AFileOfPredictionsHasOneOfTwoEndings) {
  const Outcome outcome = maas({"predict", "m", "a", "-o", "p.txt"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr(".csv and .jsonl"));
}

TEST_F(Streams, TheResultOfTrainIsThePathOfTheModel) {
  EXPECT_EQ(maas({"train", "builtin:fashion_mnist/mlp"}).out, "runs/mlp/model\n");
}

TEST_F(Streams, QuietLeavesOnlyErrors) {
  EXPECT_EQ(maas({"eval", "m", "-q"}).err, "");
  EXPECT_THAT(maas({"eval", "fail:0", "-q"}).err, HasSubstr("failed as asked"));
}

TEST_F(Streams, ErrorsAreColouredOnlyWhenAskedTo) {
  EXPECT_THAT(maas({"train", bad_recipe()}).err, Not(HasSubstr(kEscape)));
  EXPECT_THAT(maas({"train", bad_recipe(), "--color", "always"}).err, HasSubstr(kEscape));
}

TEST_F(Streams, ProgressIsALineNowAndThenWhereThereIsNoTerminal) {
  EXPECT_EQ(maas({"eval", "progress"}).err,
            "loading LibTorch\neval 10/10 sample (100.0 %)  1.5k/s  data wait 25 %\n");
}

TEST_F(Streams, ProgressIsABarOnATerminal) {
  const Outcome outcome = run_process(
      "/usr/bin/script", {"-qec", "'" + program() + "' eval progress >/dev/null", "/dev/null"},
      {.environment = {"TERM=xterm"}});
  EXPECT_THAT(outcome.out,
              HasSubstr("\r\033[Keval 100 % [####################]  1.5k/s  wait 25 %"));
}

TEST_F(Streams, ABarMakesRoomForTheResult) {
  const Outcome outcome =
      run_process("/usr/bin/script", {"-qec", "'" + program() + "' eval progress", "/dev/null"},
                  {.environment = {"TERM=xterm"}});
  EXPECT_THAT(outcome.out, HasSubstr("wait 25 %\r\033[Kacc"));
}

TEST_F(Streams, ADocumentIsUtf8WhateverThePathsAre) {
  const Outcome outcome = maas({"predict", "m", "caf\xe9.png", "--json"});
  EXPECT_EQ(only_document(outcome)["predictions"][0]["input"], "caf\ufffd.png");
}

TEST_F(Streams, APathOnAPipeIsWhatItIs) {
  EXPECT_EQ(maas({"train", "builtin:fashion_mnist/mlp", "-o", "caf\xe9"}).out, "caf\xe9/model\n");
}

TEST_F(Streams, ErrorsAndTablesShowControlCharactersInsteadOfObeyingThem) {
  EXPECT_THAT(maas({"train", "\033[2J.yaml"}).err, HasSubstr("'\\x1b[2J.yaml'"));
  EXPECT_EQ(maas({"predict", "m", "\033[2J.png"}).out, "\\x1b[2J.png\tshoe 0.7500\n");
}

TEST_F(Streams, LogsMayBeJson) {
  const Outcome outcome = maas({"eval", "fail:0", "--log-format", "json"});
  std::istringstream lines(outcome.err);
  std::string line, last;
  while (std::getline(lines, line)) {
    EXPECT_TRUE(nlohmann::json::accept(line)) << line;
    last = line;
  }
  const auto error = nlohmann::json::parse(last);
  EXPECT_EQ(error["level"], "error");
  EXPECT_EQ(error["hint"], "ask for something else");
}

TEST_F(Streams, ARecipeMayComeFromStandardInput) {
  const Outcome shown = maas({"recipe", "show", "builtin:fashion_mnist/mlp"});
  EXPECT_EQ(maas({"recipe", "show", "-"}, {.in = shown.out}).out, shown.out);
}

TEST_F(Streams, AFullDiskUnderStandardOutputIsAnIoError) {
  const Outcome outcome = maas({"list"}, {.out = "/dev/full"});
  EXPECT_EQ(outcome.status, 74);
  EXPECT_THAT(outcome.err, HasSubstr("cannot write to standard output: No space left on device"));
}

TEST_F(Streams, AReaderThatHasSeenEnoughIsNoError) {
  const Outcome outcome = run_process(
      "/bin/bash", {"-c", "set -o pipefail; '" + program() + "' list --json | head -c 1; echo $?"});
  EXPECT_EQ(outcome.out, "{0\n");
  EXPECT_EQ(outcome.err, "");
}

}  // namespace
}  // namespace maas::test
