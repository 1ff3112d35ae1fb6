#include <cmath>
#include <fstream>

#include "program/program.h"

namespace maas::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kModel = MAAS_FIXTURES "/tiny_llama";

/// What transformers and tokenizers say of the small model (make_tiny_llama.py).
nlohmann::json golden() {
  return nlohmann::json::parse(content_of(kModel + "/golden.json"));
}

class Language : public Program {
 protected:
  nlohmann::json generated(const std::string& prompt,
                           const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"generate",     kModel, "-p",    prompt,
                                          "--max-tokens", "24",   "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return document(maas(arguments))["outputs"][0];
  }

  /// A copy of the model to be broken.
  std::string copy() const {
    std::filesystem::copy(kModel, path("copy"));
    return path("copy");
  }

  static void replace(const std::string& file, const std::string& from, const std::string& to) {
    std::string text = content_of(file);
    const std::size_t place = text.find(from);
    ASSERT_NE(place, text.npos) << from;
    text.replace(place, from.size(), to);
    std::ofstream(file) << text;
  }
};

TEST_F(Language, GeneratesWhatTransformersDoes) {
  for (const nlohmann::json& text : golden()["texts"]) {
    const nlohmann::json made = generated(text["prompt"]);
    EXPECT_EQ(made["tokens"], text["tokens"]) << text["prompt"];
    EXPECT_EQ(made["text"], text["text"]);
    EXPECT_EQ(made["finish_reason"], text["finish_reason"]);
  }
}

TEST_F(Language, MakesTheSameTextByTheSameSeedWhateverTheThreadsAndTheCount) {
  const std::vector<std::string> warm = {"--temperature", "1.2", "--seed", "9"};
  const nlohmann::json once = generated("Her mother", warm);
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{"--threads", "1"}, {"--threads", "3"}, {"--count", "5"}}) {
    std::vector<std::string> flags = warm;
    flags.insert(flags.end(), more.begin(), more.end());
    EXPECT_EQ(generated("Her mother", flags)["tokens"], once["tokens"]) << more[1];
  }
  EXPECT_NE(generated("Her mother", {"--temperature", "1.2", "--seed", "10"})["tokens"],
            once["tokens"]);
}

TEST_F(Language, JudgesATextAsTransformersDoes) {
  const nlohmann::json wanted = golden()["windows"];
  std::string text = content_of(MAAS_FIXTURES "/austen.txt");
  text.resize(wanted["characters"]);
  std::ofstream(path("text.txt")) << text;
  const nlohmann::json report =
      document(maas({"eval", kModel, "--data", path("text.txt"), "--protocol", "windows",
                     "--context", "64", "--json"}));
  EXPECT_EQ(report["schema"], "maas.eval/v1");
  EXPECT_EQ(report["metrics"]["tokens"], wanted["tokens"]);
  EXPECT_NEAR(report["metrics"]["nll"], wanted["nll"].get<double>(), 1e-3);
  EXPECT_NEAR(report["metrics"]["ppl"], std::exp(wanted["nll"].get<double>()),
              0.01 * std::exp(wanted["nll"].get<double>()));
}

TEST_F(Language, HoldsGatesAgainstPerplexity) {
  const std::vector<std::string> eval = {
      "eval", kModel, "--data", MAAS_FIXTURES "/austen.txt", "--context", "64", "--limit", "4"};
  std::vector<std::string> strict = eval;
  strict.insert(strict.end(), {"--gate", "ppl<=2"});
  EXPECT_EQ(maas(strict).status, 3);
  strict.back() = "ppl<=1e9";
  EXPECT_EQ(maas(strict).status, 0);
  strict.back() = "acc>=0.5";
  const Outcome outcome = maas(strict);
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("there is no metric 'test.acc'"));
}

TEST_F(Language, CutsTextsIntoTokensAndJoinsThem) {
  std::ofstream(path("lines.txt")) << "It was\nAñejo 日本 🙂\n\n";
  const nlohmann::json encoded =
      document(maas({"tokenizer", "encode", kModel, path("lines.txt"), "--json"}));
  EXPECT_EQ(encoded["schema"], "maas.tokenizer-encode/v1");
  ASSERT_EQ(encoded["lines"].size(), 3);
  EXPECT_EQ(encoded["lines"][0]["ids"], golden()["texts"][0]["prompt_ids"]);
  EXPECT_EQ(encoded["lines"][1]["ids"], golden()["texts"][2]["prompt_ids"]);
  EXPECT_EQ(encoded["lines"][1]["offsets"][0], nlohmann::json::array({0, 1}));
  EXPECT_TRUE(encoded["lines"][2]["ids"].empty());
  std::ofstream(path("ids.txt")) << maas({"tokenizer", "encode", kModel, path("lines.txt")}).out;
  EXPECT_EQ(maas({"tokenizer", "decode", kModel, path("ids.txt")}).out,
            content_of(path("lines.txt")));
}

TEST_F(Language, TellsProbabilitiesWhereAsked) {
  const nlohmann::json made = generated("It was", {"--logprobs", "3"});
  ASSERT_EQ(made["logprobs"].size(), made["tokens"].size());
  const nlohmann::json& first = made["logprobs"][0];
  EXPECT_EQ(first["chosen"]["token"], made["tokens"][0]);
  EXPECT_EQ(first["top"].size(), 3);
  EXPECT_EQ(first["top"][0], first["chosen"]);  // greedy
  EXPECT_LT(first["chosen"]["logprob"], 0);
}

TEST_F(Language, EndsATextBeforeAStopString) {
  const std::string whole = generated("It was")["text"];
  const std::string stop = "arl";
  ASSERT_THAT(whole, HasSubstr(stop));
  const nlohmann::json made = generated("It was", {"--stop", stop});
  EXPECT_EQ(made["text"], whole.substr(0, whole.find(stop)));
  EXPECT_EQ(made["finish_reason"], "stop");
}

TEST_F(Language, TalksWithAPipeAndRemembersWhatWasSaid) {
  const std::string talk =
      "Hello\n/nothing\n/system Be brief.\nAgain\n/save " + path("talk.jsonl") + "\n/bye\nnever\n";
  const Outcome outcome = maas({"generate", kModel, "--chat", "--max-tokens", "5"}, {.in = talk});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("there is no /nothing"));
  std::istringstream lines(content_of(path("talk.jsonl")));
  std::vector<std::string> roles;
  for (std::string line; std::getline(lines, line);) {
    roles.push_back(nlohmann::json::parse(line)["role"]);
  }
  EXPECT_EQ(roles, (std::vector<std::string>{"system", "user", "assistant", "user", "assistant"}));
}

TEST_F(Language, RunsWithoutLibTorch) {
  const std::string engine = MAAS_BINARY_DIR "/lib/maas/libmaas_engine.so";
  const Outcome outcome = run_process("/usr/bin/readelf", {"--dynamic", engine});
  ASSERT_EQ(outcome.status, 0);
  for (const char* library : {"torch", "c10", "gomp", "cuda"}) {
    EXPECT_THAT(outcome.out, Not(HasSubstr(library)));
  }
}

TEST_F(Language, NamesBothCountsOfAPromptThatIsTooLong) {
  std::string prompt;
  for (int i = 0; i < 300; ++i) prompt += "word ";
  const Outcome outcome = maas({"generate", kModel, "-p", prompt});
  EXPECT_EQ(outcome.status, 65);
  EXPECT_THAT(outcome.err, HasSubstr("tokens, but the context has room for 256"));
}

TEST_F(Language, SaysWhatIsWrongWithAModel) {
  struct Fault {
    std::string file, from, to;
    int status;
    std::string message;
  };
  for (const Fault& fault : {
           Fault{"config.json", "\"llama\"", "\"lama\"", 78, "models of type 'lama' cannot be run"},
           {"config.json", "\"hidden_size\": 32", "\"hidden_size\": 64", 65, "expected ["},
           {"config.json", "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3", 65,
            "model.layers.2."},
           {"config.json", "\"num_hidden_layers\": 2", "\"num_hidden_layers\": -1", 65,
            "'num_hidden_layers' is -1"},
           {"config.json", "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 2000000000", 65,
            "number of layers"},
           {"config.json", "\"num_attention_heads\": 4", "\"num_attention_heads\": 3", 65,
            "cannot share"},
           {"config.json", "\"hidden_act\": \"silu\"", "\"hidden_act\": \"selu\"", 65,
            "'hidden_act' is \"selu\""},
           {"config.json", "\"vocab_size\": 340", "\"vocab_size\": 339", 65, "339"},
           {"model.safetensors", "model.norm.weight", "model.xorm.weight", 65, "model.norm.weight"},
       }) {
    const std::string folder = copy();
    replace(folder + "/" + fault.file, fault.from, fault.to);
    const Outcome outcome = maas({"generate", folder, "-p", "x"});
    EXPECT_EQ(outcome.status, fault.status) << fault.to << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr(fault.message)) << fault.to;
    std::filesystem::remove_all(folder);
  }
}

TEST_F(Language, LeavesOptionsOfLanguageModelsToThem) {
  std::filesystem::create_directory(path("other"));
  std::ofstream(path("other/config.json")) << "{}";
  const Outcome outcome = maas({"generate", path("other"), "--top-p", "0.9", "-p", "x"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("are for language models"));
}

}  // namespace
}  // namespace maas::test
