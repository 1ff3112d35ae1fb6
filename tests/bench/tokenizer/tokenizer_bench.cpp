#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

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

}  // namespace

/// tokenizer_bench print|time|offsets TOKENIZER.json TEXTS
int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const text::Tokenizer tokenizer = text::open_tokenizer(arguments.at(1));
  const std::vector<std::string> texts = read_texts(arguments.at(2));
  if (arguments[0] == "print") {
    print(tokenizer, texts);
  } else {
    time(tokenizer, texts, arguments[0] == "offsets");
  }
}
