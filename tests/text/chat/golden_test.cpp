#include <cstdlib>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "support/support.h"
#include "text/chat/chat_template.h"

namespace maas::text {
namespace {

using Json = nlohmann::ordered_json;

/// Templates, chats, and what jinja2 makes of each pair: a text, or null where it raises. The
/// fixture, or what `golden.py --all` wrote.
Json cases() {
  const char* file = std::getenv("MAAS_CHAT_CASES");
  return Json::parse(base::read_file(file != nullptr ? file : MAAS_FIXTURES "/chat/golden.json"));
}

void expect_same(const ChatTemplate& chat_template, const Json& variables, const Json& expected) {
  if (expected.is_null()) {
    EXPECT_ERROR(chat_template.render(variables), kInvalidData, ":");
    return;
  }
  try {
    EXPECT_EQ(chat_template.render(variables), expected.get<std::string>());
  } catch (const Error& error) {
    ADD_FAILURE() << error.what();
  }
}

TEST(ChatTemplates, OfWellKnownModelsRenderAsWithJinja) {
  const Json golden = cases();
  int compared = 0;
  for (const auto& [name, source] : golden.at("templates").items()) {
    const ChatTemplate chat_template(source.get<std::string>(), name);
    for (const auto& [chat, expected] : golden.at("expected").at(name).items()) {
      SCOPED_TRACE(name + ", " + chat);
      expect_same(chat_template, golden.at("chats").at(chat), expected);
      ++compared;
    }
  }
  EXPECT_GT(compared, 0);
}

std::string rendered(const std::string& source, const Json& variables) {
  return ChatTemplate(source, "template").render(variables);
}

TEST(ChatTemplateLanguage, IsThatOfJinja) {
  const Json golden = Json::parse(base::read_file(MAAS_FIXTURES "/chat/language.json"));
  const Json& variables = golden.at("variables");
  for (const Json& each : golden.at("cases")) {
    const auto source = each.at(0).get<std::string>();
    SCOPED_TRACE(source);
    if (each.at(1).is_null()) {
      EXPECT_ERROR(rendered(source, variables), kInvalidData, "template:");
      continue;
    }
    try {
      EXPECT_EQ(rendered(source, variables), each.at(1).get<std::string>());
    } catch (const Error& error) {
      ADD_FAILURE() << error.what();
    }
  }
}

}  // namespace
}  // namespace maas::text
