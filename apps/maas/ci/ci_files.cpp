#include "ci/ci_files.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/files.h"
#include "base/output.h"
#include "report/depfile.h"
#include "store/model_manifest.h"

namespace maas::cli {
namespace {

constexpr const char* kBlock = "ci";

/// Makes sure that a file may be written, and replaces nothing but one of its kind.
/// @param mark  what the start of each such file holds
void check_file(const Path& path, std::string_view mark) {
  constexpr std::size_t kStart = 4096;
  base::check_file_creatable(path.text);
  if (!base::exists(path.text)) return;
  const base::MappedFile file(path.text);
  const auto* const text = reinterpret_cast<const char*>(file.data());
  const std::string_view start(text, std::min(file.bytes().size(), kStart));
  if (start.empty() || start.find(mark) != start.npos) return;
  throw failure_with_hint(ErrorCode::kCannotCreate, "choose another path",
                          "cannot replace '{}': it is none of maas's reports", path.text);
}

void write_file(const Path& path, const std::string& content) {
  base::make_directories(base::directory_of(path.text));
  base::write_file(path.text, content);
}

}  // namespace

Table ci_table() {
  return {kBlock, AnyOptions::of<CiOptions>()};
}

Table depfile_table() {
  return {kBlock, AnyOptions::of<CiOptions>(), {"depfile", "depfile_target"}};
}

CiFiles::CiFiles(const Invocation& invocation, std::string command, bool has_output)
    : session_(invocation.session()),
      options_(invocation.read<CiOptions>(kBlock)),
      command_(std::move(command)),
      subject_(invocation.argument(0)) {
  if (takes_output() && session_.json()) {
    fail(ErrorCode::kUsage, "--md - and --json both want standard output");
  }
  const bool has_target = !options_.depfile_target.empty();
  if (has_target && !wants_dependencies()) {
    fail(ErrorCode::kUsage, "--depfile-target says nothing without --depfile");
  }
  if (wants_dependencies() && !has_target && !has_output && report_files().empty()) {
    fail(ErrorCode::kUsage, "--depfile needs a target: --depfile-target, --junit or --md");
  }
  check_apart();
  if (!options_.junit.empty()) check_file(options_.junit, "<testsuites name=\"maas ");
  if (!options_.md.empty() && !takes_output()) check_file(options_.md, "### maas ");
  if (has_target && !report::can_be_named(options_.depfile_target)) {
    fail(ErrorCode::kUsage, "--depfile-target: no Makefile can name '{}'", options_.depfile_target);
  }
  if (wants_dependencies()) check_file(options_.depfile, ": \\\n");
}

void CiFiles::check_apart() const {
  std::vector<Path> files = report_files();
  if (wants_dependencies()) files.push_back(options_.depfile);
  std::set<std::filesystem::path> seen;
  for (const Path& path : files) {
    if (seen.insert(std::filesystem::absolute(path.text).lexically_normal()).second) continue;
    fail(ErrorCode::kUsage, "--depfile, --junit and --md: two of them name '{}'", path.text);
  }
}

std::vector<Path> CiFiles::report_files() const {
  std::vector<Path> files;
  if (!options_.junit.empty()) files.push_back(options_.junit);
  if (!options_.md.empty() && !takes_output()) files.push_back(options_.md);
  return files;
}

void CiFiles::refuse(const std::string& reason) const {
  const bool wants_any = wants_dependencies() || takes_output() || !report_files().empty();
  if (wants_any) fail(ErrorCode::kUsage, "--depfile, --junit and --md: {}", reason);
}

void CiFiles::guard(const std::function<void()>& work) const {
  try {
    work();
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kGateNotMet) throw;
    try {
      write({.command = command_, .subject = subject_, .error = error.what()});
    } catch (const Error&) {
      // The first error tells more.
    }
    throw;
  }
}

void CiFiles::write(const report::JobSummary& summary) const {
  if (takes_output()) session_.output().text(report::markdown(summary));
  if (session_.dry_run()) return;
  if (!options_.junit.empty()) write_file(options_.junit, report::junit(summary));
  if (!options_.md.empty() && !takes_output()) write_file(options_.md, report::markdown(summary));
}

void CiFiles::write(const Dependencies& read, std::vector<std::string> written) const {
  for (const Path& path : report_files()) written.push_back(path.text);
  if (!options_.depfile_target.empty()) written = {options_.depfile_target};
  std::vector<std::filesystem::path> files = read.files();
  const auto left_out = std::ranges::partition(files, report::can_be_named);
  if (!left_out.empty()) {
    session_.progress().warn(
        fmt::format("{}: {} of the files read are left out, as '{}': no Makefile can name them",
                    options_.depfile.text, left_out.size(), left_out.front().string()));
  }
  files.erase(left_out.begin(), left_out.end());
  if (session_.dry_run()) return;
  write_file(options_.depfile, report::depfile(written, files));
}

std::vector<std::string> model_targets(const std::string& directory) {
  return {directory, directory + "/" + store::kModelManifest};
}

}  // namespace maas::cli
