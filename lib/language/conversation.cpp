#include "language/conversation.h"

#include "maas/error.h"

namespace maas::language {
namespace {

nlohmann::ordered_json message(std::string_view role, std::string_view content) {
  return {{"role", role}, {"content", content}};
}

bool is_instructed(const nlohmann::ordered_json& messages) {
  return !messages.empty() && messages.front().at("role") == "system";
}

}  // namespace

void Conversation::add(std::string_view role, std::string_view content) {
  messages_.push_back(message(role, content));
}

void Conversation::instruct(const std::string& system) {
  if (is_instructed(messages_)) messages_.erase(messages_.begin());
  if (!system.empty()) messages_.insert(messages_.begin(), message("system", system));
}

void Conversation::clear() {
  const auto first = messages_.begin() + (is_instructed(messages_) ? 1 : 0);
  messages_.erase(first, messages_.end());
}

std::vector<std::int32_t> Conversation::tokens(const decoding::LanguageModel& model) const {
  if (!model.chat_template) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "-p PROMPT goes on with a plain text",
                            "'{}' has no chat template", model.name);
  }
  const std::string text = model.chat_template->render({{"messages", messages_},
                                                        {"add_generation_prompt", true},
                                                        {"bos_token", model.begin_token},
                                                        {"eos_token", model.end_token}});
  return model.tokenizer.encode(text, {.special = false}).ids;
}

std::string Conversation::as_lines() const {
  std::string lines;
  for (const nlohmann::ordered_json& message : messages_) lines += message.dump() + "\n";
  return lines;
}

}  // namespace maas::language
