#include "console.h"

#include <unistd.h>

#include <cstdio>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "progress_text.h"
#include "terminal.h"

namespace maas::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kBetweenLines = 5s;
constexpr auto kBetweenBars = 100ms;
constexpr const char* kBoldRed = "\033[1;31m";
constexpr const char* kYellow = "\033[33m";
constexpr const char* kPlain = "\033[0m";

/// Writes a message; one that cannot be written is lost, which harms no result.
void print(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

LogLevel least_of(const CommonOptions& options) {
  if (options.quiet) return LogLevel::kError;
  if (options.verbose) return LogLevel::kDebug;
  for (std::size_t i = 0; i < kLogLevels.size(); ++i) {
    if (options.log_level == kLogLevels[i]) return static_cast<LogLevel>(i);
  }
  return LogLevel::kInfo;
}

bool colored(const CommonOptions& options) {
  if (options.color != "auto") return options.color == "always";
  return is_terminal(STDERR_FILENO) && environment("NO_COLOR").empty();
}

std::string json_message(LogLevel level, std::string_view message) {
  const nlohmann::ordered_json document = {{"level", name_of(level)}, {"message", message}};
  return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

Console::Console(const CommonOptions& options)
    : least_(least_of(options)),
      json_(options.log_format == "json"),
      colored_(colored(options)),
      bar_(!json_ && is_terminal(STDERR_FILENO)) {}

Console::~Console() {
  erase_bar();
}

void Console::log(LogLevel level, std::string_view text) {
  if (level < least_) return;
  const std::lock_guard lock(mutex_);
  if (json_) return write_line(json_message(level, text));
  const std::string message = base::printable(text, base::Layout::kKept);
  if (level == LogLevel::kWarning) {
    return write_line(fmt::format("{} {}", painted("warning:", kYellow), message));
  }
  if (level == LogLevel::kError) {
    return write_line(fmt::format("{} {}", painted("error:", kBoldRed), message));
  }
  write_line(message);
}

void Console::update(const ProgressUpdate& update) {
  if (least_ > LogLevel::kInfo) return;
  const std::lock_guard lock(mutex_);
  if (!is_due(update)) return;
  shown_ = Clock::now();
  if (!bar_) return write_news(update);
  print("\r\033[K" + progress_bar(update, seconds_left(update), columns_of(STDERR_FILENO) - 1));
  bar_is_shown_ = true;
}

/// A line that says what the one before it has said is left out.
void Console::write_news(const ProgressUpdate& update) {
  std::string news = progress_line(update, /*seconds_left=*/0);
  if (news == news_) return;
  news_ = std::move(news);
  write_line(json_ ? progress_json(update) : progress_line(update, seconds_left(update)));
}

bool Console::is_due(const ProgressUpdate& update) {
  const Clock::time_point now = Clock::now();
  if (stage_ != update.stage) {
    stage_ = update.stage;
    stage_began_ = now;
    done_at_begin_ = update.done;
    shown_ = now;
    return false;
  }
  const bool finished = update.total > 0 && update.done >= update.total;
  return finished || now - shown_ >= (bar_ ? Clock::duration(kBetweenBars) : kBetweenLines);
}

/// At the pace since the stage was entered, or entered again.
double Console::seconds_left(const ProgressUpdate& update) const {
  const double done = update.done - done_at_begin_;
  if (done <= 0 || update.done >= update.total) return 0;
  return std::chrono::duration<double>(shown_ - stage_began_).count() *
         (update.total - update.done) / done;
}

void Console::error(const Error& error) {
  const std::lock_guard lock(mutex_);
  const std::string message = error.what();
  if (json_) {
    nlohmann::ordered_json document = {{"level", "error"}, {"message", message}};
    if (!error.hint().empty()) document["hint"] = error.hint();
    return write_line(document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
  const std::string shown = base::printable(message, base::Layout::kKept);
  const bool laid_out = shown.find('\n') != shown.npos;
  write_line(with_painted_errors(laid_out ? shown : "maas: error: " + shown));
  if (!error.hint().empty()) write_line("  " + base::printable(error.hint(), base::Layout::kKept));
}

void Console::clear_bar() {
  const std::lock_guard lock(mutex_);
  erase_bar();
}

void Console::write_line(const std::string& line) {
  erase_bar();
  print(line + "\n");
}

void Console::erase_bar() {
  if (bar_is_shown_) print("\r\033[K");
  bar_is_shown_ = false;
}

std::string Console::painted(std::string_view text, const char* style) const {
  return colored_ ? fmt::format("{}{}{}", style, text, kPlain) : std::string(text);
}

std::string Console::with_painted_errors(std::string text) const {
  constexpr std::string_view kWord = " error: ";
  const std::string painted_word = " " + painted("error:", kBoldRed) + " ";
  for (std::size_t at = text.find(kWord); at != text.npos;
       at = text.find(kWord, at + painted_word.size())) {
    text.replace(at, kWord.size(), painted_word);
  }
  return text;
}

ConsoleProgress::ConsoleProgress(Console& console)
    : console_(console), signals_([this] {
        if (is_expected_ && stop_requested() == StopRequest::kInterrupt) return;
        console_.log(LogLevel::kWarning, "stopping in good order; once more stops now");
      }) {}

}  // namespace maas::cli
