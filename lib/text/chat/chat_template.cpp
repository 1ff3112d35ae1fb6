#include "text/chat/chat_template.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "maas/error.h"
#include "text/chat/jinja/json.h"
#include "text/chat/jinja/parser.h"

namespace maas::text {

struct ChatTemplate::Program {
  std::string name;
  TemplateLimits limits;
  jinja::Document document;
};

ChatTemplate::ChatTemplate(std::string_view source, std::string name, TemplateLimits limits) {
  jinja::Document document = jinja::parse(source, name, limits.depth);
  program_ = std::make_unique<const Program>(Program{std::move(name), limits, std::move(document)});
}

ChatTemplate::ChatTemplate(ChatTemplate&&) noexcept = default;
ChatTemplate& ChatTemplate::operator=(ChatTemplate&&) noexcept = default;
ChatTemplate::~ChatTemplate() = default;

std::string ChatTemplate::render(const nlohmann::ordered_json& variables) const {
  if (!variables.is_object()) {
    fail(ErrorCode::kInvalidData, "{}: the variables are no object", program_->name);
  }
  jinja::State state(program_->limits, program_->name);
  try {
    for (const auto& [name, value] : variables.items()) {
      state.set(name, jinja::value_of(value, state.budget()));
    }
  } catch (const jinja::Problem& problem) {
    fail(ErrorCode::kInvalidData, "{}: {}", program_->name, problem.what());
  }
  std::string output;
  program_->document.body.run(state, output);
  return output;
}

}  // namespace maas::text
