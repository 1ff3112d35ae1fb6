#include "commands/chat.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <optional>
#include <string>

#include "base/files.h"
#include "base/strings.h"
#include "maas/error.h"
#include "terminal.h"

namespace maas::cli {
namespace {

constexpr std::string_view kHelp =
    "/clear          forget what was said\n"
    "/system TEXT    tell the model something before all that is said\n"
    "/save FILE      write the talk as JSON lines\n"
    "/bye            end; so do ^D and, at an empty prompt, ^C\n"
    "^C              end an answer";

/// The lines of standard input. A signal ends the waiting for one.
class Lines {
 public:
  /// Returns the next line, or nothing if there is none or SIGINT came.
  /// @throws Error kTerminated, kIo
  std::optional<std::string> next(ConsoleProgress& progress) {
    for (;;) {
      const std::size_t end = buffer_.find('\n');
      if (end != buffer_.npos) return take(end, 1);
      if (is_over_) return buffer_.empty() ? std::nullopt : std::optional(take(buffer_.size(), 0));
      if (progress.take_interrupt()) return std::nullopt;
      progress.stop_if_asked();
      if (is_ready()) fill();
    }
  }

 private:
  std::string take(std::size_t length, std::size_t newline) {
    std::string line = buffer_.substr(0, length);
    buffer_.erase(0, length + newline);
    return line;
  }

  static bool is_ready() {
    constexpr int kMilliseconds = 50;
    pollfd input = {.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    return poll(&input, 1, kMilliseconds) > 0;
  }

  void fill() {
    char bytes[4096];
    const ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
    if (count > 0) buffer_.append(bytes, static_cast<std::size_t>(count));
    if (count < 0 && errno != EINTR) fail(ErrorCode::kIo, "cannot read standard input");
    is_over_ = count == 0;
  }

  std::string buffer_;
  bool is_over_ = false;
};

/// One talk at a terminal, or with a pipe.
class Talk {
 public:
  Talk(Session& session, Chat& chat)
      : session_(session), chat_(chat), prompts_(is_terminal(STDIN_FILENO)) {}

  void run() {
    if (prompts_) show(fmt::format("{}; /help tells more", chat_.model()));
    for (;;) {
      if (prompts_) session_.output().piece(">>> ");
      const std::optional<std::string> line = lines_.next(session_.progress());
      if (!line) break;
      const std::string text(base::trim(*line));
      if (text == "/bye") return;
      if (text.empty()) continue;
      text.front() == '/' ? obey(text) : answer(text);
    }
    if (prompts_) session_.output().line("");
  }

 private:
  void show(const std::string& text) { session_.output().line(text); }

  void obey(const std::string& line) {
    const std::size_t blank = line.find(' ');
    const std::string command = line.substr(0, blank);
    const std::string argument(
        blank == line.npos ? std::string_view() : base::trim(std::string_view(line).substr(blank)));
    if (command == "/help" || command == "/?") return show(std::string(kHelp));
    if (command == "/clear") return chat_.clear();
    if (command == "/system") return chat_.instruct(argument);
    if (command == "/save") return save(argument);
    show(fmt::format("there is no {}; /help tells what there is", command));
  }

  void save(const std::string& file) {
    if (file.empty()) return show("/save FILE: a file is missing");
    if (std::filesystem::exists(file)) return show(fmt::format("{} is there already", file));
    try {
      base::write_file(file, chat_.transcript());
    } catch (const Error& error) {
      show(error.what());
    }
  }

  void answer(const std::string& text) {
    const auto print = [&](std::string_view piece) {
      if (!piece.empty()) session_.output().piece(piece);
    };
    try {
      chat_.say(text, print, session_.progress());
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kInvalidData) throw;
      return session_.console().error(error);  // the talk is too long: /clear helps
    }
    session_.output().line("");
    session_.progress().take_interrupt();
    session_.progress().stop_if_asked();
  }

  Session& session_;
  Chat& chat_;
  bool prompts_;
  Lines lines_;
};

}  // namespace

void talk(Session& session, const GenerateOptions& options) {
  session.progress().expect_interrupts();
  const std::unique_ptr<Chat> chat = session.engine().open_chat(options, session.progress());
  Talk(session, *chat).run();
}

}  // namespace maas::cli
