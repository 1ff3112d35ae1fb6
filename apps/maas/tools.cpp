#include "tools.h"

#include <algorithm>

#include "completion/answer.h"
#include "man/pages.h"

namespace maas::cli {
namespace {

constexpr const char* kCompleteWord = "__complete";
constexpr const char* kManualWord = "__man";

void print_manual(Session& session, const std::vector<Command>& commands,
                  const std::vector<std::string>& arguments) {
  for (const Page& page : all_pages(commands)) {
    if (arguments.size() == 1) session.output().line(page.name);
    if (arguments.size() == 2 && page.name == arguments[1]) session.output().text(page.write());
  }
}

void print_answer(Session& session, const std::vector<Command>& commands,
                  const std::vector<std::string>& arguments) {
  const std::ptrdiff_t before_words = std::min<std::ptrdiff_t>(2, std::ssize(arguments));
  const std::vector<std::string> words(arguments.begin() + before_words, arguments.end());
  session.output().text(to_lines(complete(commands, words, session.recipes())));
}

}  // namespace

bool is_for_tools(const std::vector<std::string>& arguments) {
  return !arguments.empty() && (arguments[0] == kCompleteWord || arguments[0] == kManualWord);
}

int serve_tool(const std::vector<Command>& commands, const std::vector<std::string>& arguments) {
  Session session(CommonOptions{});
  try {
    if (arguments[0] == kManualWord)
      print_manual(session, commands, arguments);
    else
      print_answer(session, commands, arguments);
    session.output().flush();
  } catch (...) {
    return status_of(ErrorCode::kFailed).exit_status;
  }
  return 0;
}

}  // namespace maas::cli
