#include "progress_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/utf8.h"

namespace maas::cli {
namespace {

std::string with_suffix(double value) {
  constexpr std::array kSuffixes = {"", "k", "M", "G"};
  std::size_t i = 0;
  for (; value >= 1000 && i + 1 < kSuffixes.size(); ++i) value /= 1000;
  return fmt::format("{:.{}f}{}", value, i == 0 ? 0 : 1, kSuffixes[i]);
}

std::string amount(const ProgressUpdate& update) {
  if (update.total <= 0) return fmt::format("{:.0f} {}", update.done, update.unit);
  return fmt::format("{:.0f}/{:.0f} {} ({:.1f} %)", update.done, update.total, update.unit,
                     100 * update.done / update.total);
}

constexpr const char* kGap = "  ";
constexpr std::size_t kFrame = 3;  ///< a blank and two brackets
constexpr std::size_t kFewestCells = 5;
constexpr std::size_t kMostCells = 20;

/// A part of a bar's text; where room is short, those of the highest rank are left out.
struct Part {
  std::string text;
  int rank = 0;
};

std::size_t columns_of(const std::vector<Part>& parts) {
  std::size_t columns = 0;
  for (const Part& part : parts) columns += base::columns_of(part.text) + std::strlen(kGap);
  return columns - std::strlen(kGap);
}

/// "1:05:20", "5:20"
std::string clock_time(double seconds) {
  const auto whole = std::llround(seconds);
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

/// "train 33 %"; the whole is there at the end alone.
std::string head_of(const ProgressUpdate& update) {
  if (update.total <= 0) return fmt::format("{} {:.0f} {}", update.stage, update.done, update.unit);
  return fmt::format("{} {:.0f} %", update.stage, std::floor(100 * update.done / update.total));
}

/// "acc 0.8712" for `valid.acc`: the loss is the training's, what else is measured is not.
std::string value_of(std::string_view name, double value) {
  constexpr std::string_view kValid = "valid.";
  if (name.starts_with(kValid)) name.remove_prefix(kValid.size());
  return fmt::format("{} {:#.4g}", base::printable(name), value);
}

std::vector<Part> parts_of(const ProgressUpdate& update, double seconds_left) {
  std::vector<Part> parts = {{head_of(update), 0}};
  for (const auto& [name, value] : update.values) {
    parts.push_back({value_of(name, value), parts.size() == 1 ? 1 : 3});
  }
  if (update.rate > 0) parts.push_back({with_suffix(update.rate) + "/s", 4});
  if (update.data_wait) parts.push_back({fmt::format("wait {:.0f} %", 100 * *update.data_wait), 5});
  if (seconds_left > 0) parts.push_back({clock_time(seconds_left) + " left", 2});
  return parts;
}

std::string cells_of(double share, std::size_t count) {
  const auto full =
      static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * static_cast<double>(count));
  return fmt::format("[{:-<{}}]", std::string(full, '#'), count);
}

}  // namespace

std::string progress_line(const ProgressUpdate& update, double seconds_left) {
  std::string line = fmt::format("{} {}", update.stage, amount(update));
  if (update.rate > 0) line += fmt::format("  {}/s", with_suffix(update.rate));
  if (update.data_wait) line += fmt::format("  data wait {:.0f} %", 100 * *update.data_wait);
  for (const auto& [name, value] : update.values) {
    line += fmt::format("  {} {:#.4g}", base::printable(name), value);
  }
  if (seconds_left > 0) line += fmt::format("  {} left", base::human_seconds(seconds_left));
  return line;
}

std::string progress_bar(const ProgressUpdate& update, double seconds_left, std::size_t width) {
  std::vector<Part> parts = parts_of(update, seconds_left);
  while (columns_of(parts) > width && parts.size() > 1) {
    parts.erase(std::ranges::max_element(parts, {}, &Part::rank));
  }
  const std::size_t taken = columns_of(parts);
  if (update.total > 0 && taken + kFewestCells + kFrame <= width) {
    const std::size_t cells = std::min(kMostCells, width - taken - kFrame);
    parts.front().text += " " + cells_of(update.done / update.total, cells);
  }
  std::string bar;
  for (const Part& part : parts) bar += (bar.empty() ? "" : kGap) + part.text;
  return std::string(base::front_of(bar, width));
}

std::string progress_json(const ProgressUpdate& update) {
  nlohmann::ordered_json document = {
      {"level", "info"}, {"stage", update.stage}, {"done", update.done}};
  if (update.total > 0) document["total"] = update.total;
  document["unit"] = update.unit;
  if (update.rate > 0) document["rate"] = update.rate;
  if (update.data_wait) document["data_wait"] = *update.data_wait;
  for (const auto& [name, value] : update.values) document["values"][name] = value;
  return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace maas::cli
