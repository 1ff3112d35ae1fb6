#include "output.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include <fmt/format.h>

#include "base/strings.h"
#include "maas/error.h"

namespace maas::cli {
namespace {

bool starts_with_digit(const std::string& text) {
  const std::size_t first = text.find_first_not_of("+-");
  return first != text.npos && text[first] >= '0' && text[first] <= '9';
}

}  // namespace

void Output::line(std::string_view text) {
  if (closed_) return;
  check(std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
        std::fputc('\n', stdout) != EOF);
}

void Output::json(const nlohmann::ordered_json& document) {
  line(document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

void Output::flush() {
  if (!closed_) check(std::fflush(stdout) == 0);
}

void Output::check(bool written) {
  if (written) return;
  closed_ = errno == EPIPE;
  if (!closed_) fail(ErrorCode::kIo, "cannot write to standard output: {}", std::strerror(errno));
}

std::vector<std::string> aligned(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  std::vector<bool> numeric;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    numeric.resize(widths.size(), true);
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], row[i].size());
      if (&row != &rows.front() && !row[i].empty())
        numeric[i] = numeric[i] && starts_with_digit(row[i]);
    }
  }
  std::vector<std::string> lines;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += "  ";
      line += numeric[i] ? fmt::format("{:>{}}", row[i], widths[i])
                         : fmt::format("{:<{}}", row[i], widths[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace maas::cli
