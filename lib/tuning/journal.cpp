#include "tuning/journal.h"

#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

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

}  // namespace

Journal::Journal(const std::filesystem::path& file) {
  const std::string text = base::exists(file) ? base::read_file(file) : "";
  std::size_t whole = 0;
  for (int line = 1;; ++line) {
    const std::size_t end = text.find('\n', whole);
    if (end == text.npos) break;
    const Result result = result_of(std::string_view(text).substr(whole, end - whole),
                                    fmt::format("{}:{}", file.string(), line));
    results_[result.job()] = result;
    whole = end + 1;
  }
  lines_.emplace(file, whole);
}

const Result* Journal::find(const Job& job) const {
  const auto found = results_.find(job);
  return found == results_.end() ? nullptr : &found->second;
}

void Journal::add(const Result& result) {
  lines_->write(recipe::to_json_of(result).dump());
  lines_->sync();
  results_[result.job()] = result;
}

std::set<std::int64_t> Journal::forget_failed() {
  std::set<std::int64_t> failed;
  for (const auto& [job, result] : results_) {
    if (result.failed()) failed.insert(job.trial);
  }
  std::erase_if(results_, [](const auto& entry) { return entry.second.failed(); });
  return failed;
}

}  // namespace maas::tuning
