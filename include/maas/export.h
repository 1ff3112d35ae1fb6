#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "maas/digest_check.h"
#include "maas/fields.h"
#include "maas/progress.h"

namespace maas {

/// What `maas export` is asked; the recipe's `export:` block holds the same keys.
struct ExportOptions {
  Path model;
  Path output;
  Component format{"onnx", {}};
  bool verify = false;
  bool force = false;
  bool dry_run = false;  ///< write nothing; no key of a recipe
  std::optional<std::int64_t> threads;
  DigestCheck digest_check = DigestCheck::kRemembered;  ///< no key of a recipe
};

inline void describe(Fields& fields, ExportOptions& options) {
  fields("output", options.output, "file or directory to write").metavar("OUT");
  fields.component("format", options.format, Registry::kExporter, "format to write");
  fields("verify", options.verify,
         "hash the model's files again, read the result back and compare it with the model");
  fields("force", options.force, "replace what is there, if maas wrote it; what is equal is kept");
  fields("threads", options.threads, "compute threads").range(between(1, 1024)).absent("auto");
}

struct ExportReport {
  std::string model;
  std::string output;
  std::string format;
  std::string status;      ///< "complete", "up-to-date"
  std::string difference;  ///< of what was there and is replaced
  std::int64_t bytes = 0;
  std::int64_t tensors = 0;
  std::vector<std::string> dequantized;  ///< layers that are int8 in the model, float32 in the file
  bool verified = false;
  double largest_difference = 0;
};

inline void describe(Fields& fields, ExportReport& report) {
  fields("model", report.model, "the given model");
  fields("output", report.output, "the file or directory");
  fields("format", report.format, "its format");
  fields("status", report.status, "complete, or up-to-date when there was nothing to do");
  fields("difference", report.difference,
         "how what was replaced differed; empty: there was nothing");
  fields("bytes", report.bytes, "its size");
  fields("tensors", report.tensors, "tensors in it");
  fields("dequantized", report.dequantized, "int8 layers of the model that are float32 in it");
  fields("verified", report.verified, "whether it was read back and compared");
  fields("largest_difference", report.largest_difference, "largest difference that was found");
}

/// Writes a model in another format.
///
/// @throws Error kUsage (the output's ending names another format), kNotFound, kInvalidData,
///   kInvalidRecipe (an operator or a layer that the format has no form for), kFailed (--verify
///   found a difference), kCannotCreate, kIo
ExportReport export_model(const ExportOptions& options, Progress& progress);

}  // namespace maas
