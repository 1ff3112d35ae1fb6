#include <map>

#include "base/strings.h"
#include "decoding/families/family.h"
#include "decoding/families/gemma3/gemma3.h"
#include "decoding/families/gpt2/gpt2.h"
#include "decoding/families/llama/llama.h"
#include "decoding/families/olmo2/olmo2.h"
#include "decoding/families/phi3/phi3.h"
#include "decoding/families/qwen2/qwen2.h"
#include "decoding/families/qwen3/qwen3.h"
#include "decoding/families/qwen3_moe/qwen3_moe.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

using Reader = Decoder (*)(const Config&);

const std::map<std::string, Reader>& readers() {
  static const std::map<std::string, Reader> table = {
      {"gemma3_text", gemma3},  {"gpt2", gpt2},       {"llama", llama},
      {"ministral", mistral},   {"mistral", mistral}, {"olmo2", olmo2},
      {"phi3", phi3},           {"qwen2", qwen2},     {"qwen3", qwen3},
      {"qwen3_moe", qwen3_moe}, {"smollm3", smollm3}};
  return table;
}

}  // namespace

std::vector<std::string> known_families() {
  std::vector<std::string> names;
  for (const auto& [name, reader] : readers()) names.push_back(name);
  return names;
}

Decoder decoder_of(const Config& config) {
  const std::string type = config.text("model_type");
  const auto found = readers().find(type);
  if (found == readers().end()) {
    fail(ErrorCode::kInvalidRecipe, "{}: models of type '{}' cannot be run; those of {} can",
         config.name(), type, base::join(known_families()));
  }
  Decoder decoder = found->second(config);
  check(decoder.specification);
  return decoder;
}

}  // namespace maas::decoding
