#include "maas/export.h"

#include "base/strings.h"
#include "export/registry.h"
#include "maas/catalog.h"
#include "store/output.h"
#include "store/resolve.h"
#include "tensor/boundary.h"
#include "tensor/runtime.h"

namespace maas {
namespace {

ExportReport run(const ExportOptions& options, Progress& progress) {
  tensor::set_compute_threads(options.threads);
  Component format = options.format;
  look_up(catalog(), Registry::kExporter, format);
  const auto exporter = exporters::factories().make(format);
  const inference::Model model =
      inference::load_model(store::resolve_model(options.model.text).directory);

  store::check_not_replaced(model.directory, options.output.text);
  progress.stop_if_asked();
  ExportReport report = exporter->write({.model = model,
                                         .output = options.output.text,
                                         .verify = options.verify,
                                         .force = options.force,
                                         .dry_run = options.dry_run});
  report.model = model.directory.string();
  report.output = options.output.text;
  report.format = format.name;
  if (options.dry_run && report.status == "complete") report.status = "dry-run";
  if (report.status == "up-to-date")
    progress.info(fmt::format("'{}' is up to date", report.output));
  if (!report.difference.empty()) {
    progress.info(fmt::format("{} '{}': {}", options.dry_run ? "would replace" : "replaced",
                              report.output, report.difference));
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
