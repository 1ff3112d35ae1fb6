#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "text/tokenizer/gguf_tokenizer.h"
#include "text/tokenizer/tokenizer.h"

using namespace maas;

namespace {

/// Reads what parts texts by NUL, so that they may have line ends.
std::vector<std::string> read_texts(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> texts;
  for (std::string text; std::getline(file, text, '\0');) texts.push_back(text);
  return texts;
}

/// Prints of each text the ids, the offsets and the text that the ids become again.
void print(const text::Tokenizer& tokenizer, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    const text::Encoding encoding = tokenizer.encode(text, {.offsets = true});
    if (tokenizer.encode(text).ids != encoding.ids) fmt::print("offsets change the ids\n");
    std::vector<std::int64_t> offsets;
    for (const auto& [from, to] : encoding.offsets) offsets.insert(offsets.end(), {from, to});
    text::TextStream stream(tokenizer, false);
    std::string streamed;
    for (const std::int32_t id : encoding.ids) streamed += stream.add(id);
    streamed += stream.finish();
    const std::string decoded = tokenizer.decode(encoding.ids, false);
    if (decoded != streamed) fmt::print("a stream changes the text\n");
    fmt::print("{{\"ids\":[{}],\"offsets\":[{}],\"text\":{}}}\n", fmt::join(encoding.ids, ","),
               fmt::join(offsets, ","), nlohmann::json(decoded).dump());
  }
}

/// Prints the seconds that all texts take, the best of some times.
void time(const text::Tokenizer& tokenizer, const std::vector<std::string>& texts, bool offsets) {
  double best = 1e9;
  std::size_t tokens = 0;
  for (int round = 0; round < 5; ++round) {
    tokens = 0;
    const auto start = std::chrono::steady_clock::now();
    for (const std::string& text : texts) {
      tokens += tokenizer.encode(text, {.offsets = offsets}).ids.size();
    }
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    best = std::min(best, elapsed.count());
  }
  fmt::print("{{\"seconds\":{},\"tokens\":{}}}\n", best, tokens);
}

/// Makes a `tokenizer.json` of what a GGUF file holds under `tokenizer.ggml.`, given as JSON.
void convert(const std::string& from, const std::string& to) {
  const auto json = nlohmann::json::parse(std::ifstream(from));
  text::GgufVocabulary vocabulary;
  const auto read = [&](const char* key, auto& value) {
    if (json.contains(key)) value = json[key].get<std::decay_t<decltype(value)>>();
  };
  const auto read_optional = [&](const char* key, auto& value) {
    if (json.contains(key))
      value = json[key].get<typename std::decay_t<decltype(value)>::value_type>();
  };
  read("model", vocabulary.model);
  read("pre", vocabulary.pre);
  read("tokens", vocabulary.tokens);
  read("scores", vocabulary.scores);
  read("token_type", vocabulary.types);
  read("merges", vocabulary.merges);
  read_optional("bos_token_id", vocabulary.bos);
  read_optional("eos_token_id", vocabulary.eos);
  read_optional("cls_token_id", vocabulary.bos);
  read_optional("seperator_token_id", vocabulary.eos);
  read_optional("unknown_token_id", vocabulary.unknown);
  read_optional("add_bos_token", vocabulary.add_bos);
  read_optional("add_eos_token", vocabulary.add_eos);
  read_optional("add_space_prefix", vocabulary.add_space_prefix);
  read_optional("remove_extra_whitespaces", vocabulary.remove_extra_whitespaces);
  for (const nlohmann::json& byte : json.value("precompiled_charsmap", nlohmann::json::array())) {
    vocabulary.charsmap += static_cast<char>(byte.get<int>());
  }
  std::ofstream(to) << text::tokenizer_json_of(vocabulary);
}

}  // namespace

/// tokenizer_bench convert FIELDS.json TOKENIZER.json
/// tokenizer_bench print|time|offsets TOKENIZER.json TEXTS
int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.at(0) == "convert") {
    convert(arguments.at(1), arguments.at(2));
    return 0;
  }
  const text::Tokenizer tokenizer = text::open_tokenizer(arguments.at(1));
  const std::vector<std::string> texts = read_texts(arguments.at(2));
  if (arguments[0] == "print") {
    print(tokenizer, texts);
  } else {
    time(tokenizer, texts, arguments[0] == "offsets");
  }
}
