#include <map>

#include "base/strings.h"
#include "decoding/families/family.h"
#include "decoding/families/llama/llama.h"
#include "decoding/families/qwen2/qwen2.h"
#include "decoding/families/qwen3/qwen3.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

using Reader = Decoder (*)(const Config&);

const std::map<std::string, Reader>& readers() {
  static const std::map<std::string, Reader> table = {{"llama", llama},       {"mistral", mistral},
                                                      {"ministral", mistral}, {"smollm3", smollm3},
                                                      {"qwen2", qwen2},       {"qwen3", qwen3}};
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
