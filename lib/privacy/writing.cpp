#include "privacy/writing.h"

#include <optional>
#include <system_error>
#include <utility>

#include "base/files.h"
#include "base/output.h"
#include "data/derived.h"
#include "formats/json/json.h"
#include "maas/error.h"
#include "recipe/write.h"

namespace maas::privacy {

namespace fs = std::filesystem;

namespace {

constexpr const char* kManifest = "mask.json";
constexpr const char* kSchema = "maas.data-mask/v1";

class Nothing final : public Writing {
 public:
  void begin_file(const std::string& /*name*/) override {}
  void write(std::string_view /*bytes*/) override {}
  void end_file() override {}
  void commit(const MaskReport& /*report*/) override {}
};

class StandardOutput final : public Writing {
 public:
  explicit StandardOutput(Sink sink) : sink_(std::move(sink)) {}

  void begin_file(const std::string& /*name*/) override {}
  void write(std::string_view bytes) override { sink_(bytes); }
  void end_file() override {}
  void commit(const MaskReport& /*report*/) override {}

 private:
  Sink sink_;
};

class OneFile final : public Writing {
 public:
  explicit OneFile(const fs::path& path) : file_(path) {}

  void begin_file(const std::string& /*name*/) override {}
  void write(std::string_view bytes) override { file_.write(bytes); }
  void end_file() override {}
  void commit(const MaskReport& /*report*/) override { file_.commit(); }

 private:
  base::AtomicFile file_;
};

/// The masked files under their names, and a manifest that lists them.
class Folder final : public Writing {
 public:
  explicit Folder(const fs::path& path) : directory_(path) {}

  void begin_file(const std::string& name) override {
    const fs::path path = directory_.staging() / name;
    base::make_directories(base::directory_of(path));
    file_.emplace(path);
    names_.push_back(name);
  }
  void write(std::string_view bytes) override { file_->write(bytes); }
  void end_file() override { file_->commit(); }

  void commit(const MaskReport& report) override {
    formats::OrderedJson manifest = {{"schema", kSchema}};
    manifest.update(recipe::to_json_of(report));
    manifest["files"] = names_;
    formats::write_json(directory_.staging() / kManifest, manifest);
    directory_.commit();
  }

 private:
  base::AtomicDirectory directory_;
  std::optional<base::AtomicFile> file_;
  std::vector<std::string> names_;
};

void check_file(const MaskRequest& request) {
  const std::string output = request.output.string();
  for (const fs::path& read : {request.source, request.key, request.names}) {
    std::error_code error;
    if (!fs::equivalent(read, request.output, error)) continue;
    throw failure_with_hint(ErrorCode::kCannotCreate, "choose another path",
                            "cannot create '{}': it is what is read", output);
  }
  if (base::is_folder(request.output)) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "name the file to write",
                            "cannot create '{}': it is a folder, and the source is a file", output);
  }
  base::check_file_creatable(request.output);
  if (!base::exists(request.output) || request.force) return;
  throw failure_with_hint(ErrorCode::kCannotCreate, "pass --force to replace it",
                          "cannot create '{}': it is there", output);
}

}  // namespace

std::unique_ptr<Writing> open_writing(const MaskRequest& request) {
  if (request.output.empty()) {
    if (request.dry_run) return std::make_unique<Nothing>();
    throw failure_with_hint(ErrorCode::kUsage, "-o DST says where; --dry-run only reports",
                            "no output is given");
  }
  const bool is_folder = base::is_folder(request.source);
  if (request.output == "-") {
    if (is_folder) fail(ErrorCode::kUsage, "a folder cannot be written to standard output");
    if (request.dry_run) return std::make_unique<Nothing>();
    return std::make_unique<StandardOutput>(request.standard_output);
  }
  if (is_folder) {
    data::check_output({request.source, request.output, kManifest, "masked data"}, request.force);
  } else {
    check_file(request);
  }
  if (request.dry_run) return std::make_unique<Nothing>();
  base::make_directories(base::directory_of(request.output));
  base::sweep_leftovers(base::directory_of(request.output));
  if (is_folder) return std::make_unique<Folder>(request.output);
  return std::make_unique<OneFile>(request.output);
}

}  // namespace maas::privacy
