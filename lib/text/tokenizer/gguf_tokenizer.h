#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>
#include <nlohmann/json.hpp>
namespace maas::text {
struct GgufVocabulary {
  std::string model, pre;
  std::vector<std::string> tokens{};
  std::vector<double> scores{};
  std::vector<std::int64_t> types{};
  std::vector<std::string> merges{};
  std::optional<std::int64_t> bos{}, eos{}, unknown{};
  std::optional<bool> add_bos{}, add_eos{}, add_space_prefix{};
};
nlohmann::ordered_json tokenizer_json_of(const GgufVocabulary& vocabulary);
}  // namespace maas::text
