#include "maas/export.h"

#include <algorithm>
#include <set>

#include "base/destination.h"
#include "base/files.h"
#include "base/strings.h"
#include "export/registry.h"
#include "maas/catalog.h"
#include "store/former_model.h"
#include "store/output.h"
#include "store/resolve.h"
#include "tensor/boundary.h"
#include "tensor/runtime.h"

namespace maas {
namespace {

/// Gives what is up to date the present time, so that make sees it.
void touch(const std::filesystem::path& output) {
  if (std::filesystem::is_directory(output))
    store::touch_model(output);
  else
    base::touch(output);
}

/// A file is named as its format, or without an ending; a directory may be named as it likes, but
/// not as a file of another format or program.
/// @throws Error kUsage if the output's ending tells of another format
void check_ending(const std::filesystem::path& output, const std::string& format, bool is_file) {
  static const std::set<std::string> kForeign = {".bin", ".ckpt", ".gguf", ".h5",
                                                 ".pb",  ".pt",   ".pth",  ".tflite"};
  const std::filesystem::path name = output.has_filename() ? output : output.parent_path();
  const std::string ending = base::lowered(name.extension().string());
  if (ending.empty() || ending == "." + format) return;
  const std::vector<std::string> known = catalog().names(Registry::kExporter);
  const bool is_of_another = std::ranges::find(known, ending.substr(1)) != known.end();
  if (!is_file && !is_of_another && !kForeign.contains(ending)) return;
  throw failure_with_hint(
      ErrorCode::kUsage,
      fmt::format("the formats are {}: say another --format, or name it otherwise",
                  base::join(known)),
      "'{}' ends in {}, but would be {}", output.string(), ending, format);
}

ExportReport run(const ExportOptions& options, Progress& progress) {
  tensor::set_compute_threads(options.threads);
  Component format = options.format;
  look_up(catalog(), Registry::kExporter, format);
  const auto exporter = exporters::factories().make(format);
  check_ending(options.output.text, format.name, exporter->writes_file());
  const inference::Model model = inference::load_model(
      store::resolve_model(options.model.text).directory, options.digest_check);

  store::check_not_replaced(model.directory, options.output.text);
  progress.stop_if_asked();
  const base::Destination destination(options.output.text, options.dry_run);
  ExportReport report = exporter->write({.model = model,
                                         .output = destination.path(),
                                         .former = options.output.text,
                                         .verify = options.verify,
                                         .force = options.force});
  report.model = model.directory.string();
  report.output = options.output.text;
  report.format = format.name;
  if (report.status == "up-to-date") {
    if (!options.dry_run) touch(options.output.text);
    progress.info(fmt::format("'{}' is up to date", report.output));
  }
  if (!report.difference.empty()) {
    progress.info(fmt::format("replaced '{}': {}", report.output, report.difference));
  }
  if (report.verified) {
    progress.info(
        fmt::format("verified: the largest difference is {:.1e}", report.largest_difference));
  }
  if (!report.dequantized.empty()) {
    progress.warn(fmt::format("layers that are int8 in the model and float32 in the export: {}",
                              base::join(report.dequantized)));
  }
  return report;
}

}  // namespace

ExportReport export_model(const ExportOptions& options, Progress& progress) {
  return tensor::at_boundary([&] { return run(options, progress); });
}

}  // namespace maas
