#include "tuning/journal.h"

#include <sstream>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "recipe/write.h"

namespace maas::tuning {
namespace {

Result result_of(std::string_view line, const std::string& name) {
  const auto document = nlohmann::ordered_json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!document.is_object()) fail(ErrorCode::kInvalidData, "{}: the line is no result", name);
  return recipe::from_json_to<Result>(document, name);
}

std::string line_of(const Result& result) {
  return recipe::to_json_of(result).dump();
}

/// Leaves out a last line that a crash has torn.
std::string whole_lines(std::string text) {
  text.resize(text.rfind('\n') + 1);
  return text;
}

}  // namespace

Journal::Journal(const std::filesystem::path& file) : file_(file) {
  if (!base::exists(file)) return;
  std::istringstream lines(whole_lines(base::read_file(file)));
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    const Result result = result_of(line, fmt::format("{}:{}", file.string(), ++number));
    results_[result.job()] = result;
  }
}

const Result* Journal::find(const Job& job) const {
  const auto found = results_.find(job);
  return found == results_.end() ? nullptr : &found->second;
}

void Journal::add(const Result& result) {
  if (!lines_) lines_.emplace(file_);
  lines_->write(line_of(result));
  lines_->sync();
  results_[result.job()] = result;
}

std::set<std::int64_t> Journal::drop_failed() {
  std::set<std::int64_t> failed;
  for (const auto& [job, result] : results_) {
    if (result.failed()) failed.insert(job.trial);
  }
  std::erase_if(results_, [](const auto& entry) { return entry.second.failed(); });
  return failed;
}

std::set<std::int64_t> Journal::forget_failed() {
  std::set<std::int64_t> failed = drop_failed();
  if (failed.empty()) return failed;
  std::string left;
  for (const auto& [job, result] : results_) left += line_of(result) + "\n";
  base::write_file(file_, left);
  lines_.reset();
  return failed;
}

}  // namespace maas::tuning
