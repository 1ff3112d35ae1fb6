#include <nlohmann/json.hpp>

#include "fuzz/support.h"
#include "text/chat/chat_template.h"

using namespace maas;

namespace {

const nlohmann::ordered_json kVariables = {
    {"messages",
     {{{"role", "user"}, {"content", "Hi \xC3\xA9"}},
      {{"role", "assistant"},
       {"content", nullptr},
       {"tool_calls", {{{"name", "f"}, {"n", 1.5}}}}}}},
    {"tools", {{{"name", "f"}, {"parameters", {{"a", {1, 2, true}}}}}}},
    {"add_generation_prompt", true},
    {"bos_token", "<s>"},
};

}  // namespace

/// Whatever a template says, it ends within its limits.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::expect_only_bad_data([=] {
    const text::TemplateLimits limits{.steps = 20'000, .output = std::size_t{1} << 20U};
    const text::ChatTemplate chat_template(fuzz::text_of(data, size), "fuzz", limits);
    fuzz::require(chat_template.render(kVariables).size() <= limits.output);
  });
}
