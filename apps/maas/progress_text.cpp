#include "progress_text.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/strings.h"

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

}  // namespace

std::string progress_line(const ProgressUpdate& update, double seconds_left) {
  std::string line = fmt::format("{} {}", update.stage, amount(update));
  if (update.rate > 0) line += fmt::format("  {}/s", with_suffix(update.rate));
  if (update.data_wait) line += fmt::format("  data wait {:.0f} %", 100 * *update.data_wait);
  for (const auto& [name, value] : update.values) line += fmt::format("  {} {:.4g}", name, value);
  if (seconds_left > 0) line += fmt::format("  {} left", base::human_seconds(seconds_left));
  return line;
}

std::string progress_bar(const ProgressUpdate& update, double seconds_left, std::size_t width) {
  constexpr double kCells = 20;
  const double share = update.total > 0 ? std::clamp(update.done / update.total, 0.0, 1.0) : 0;
  const auto full = static_cast<std::size_t>(std::lround(share * kCells));
  return fmt::format("[{:-<{}}] {}", std::string(full, '#'), static_cast<std::size_t>(kCells),
                     progress_line(update, seconds_left))
      .substr(0, width);
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
