#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/digest_cache.h"
#include "maas/digest_check.h"
#include "maas/fields.h"
#include "maas/signature.h"

namespace maas::store {

inline constexpr const char* kModelManifest = "maas.json";

/// What a file of a model directory must be.
struct FileRecord {
  std::int64_t bytes = 0;
  std::string sha256;
};

inline void describe(Fields& fields, FileRecord& record) {
  fields("bytes", record.bytes, "size of the file").range(at_least(0)).required();
  fields("sha256", record.sha256, "SHA-256 of the file, hexadecimal").required();
}

/// One thing that was done to get a model: trained, quantized, pruned.
struct LineageStep {
  std::string command;
  std::string source;         ///< model or recipe that it was made from, absolute
  std::string source_sha256;  ///< of the source's manifest or recipe
  std::map<std::string, std::string> options;
};

inline void describe(Fields& fields, LineageStep& step) {
  fields("command", step.command, "what was done").required();
  fields("source", step.source, "what it was done to");
  fields("source_sha256", step.source_sha256, "digest of the source's manifest or recipe");
  fields("options", step.options, "how it was done");
}

/// What `maas.json` says of a model directory.
struct ModelManifest {
  std::string task;
  std::string architecture;
  Signature signature;
  std::vector<std::string> labels;
  std::map<std::string, double> metrics;  ///< split.name -> value
  std::string recipe;                     ///< JSON of the resolved recipe; empty: none
  std::vector<LineageStep> lineage;       ///< oldest first
  std::map<std::string, FileRecord> files;
  std::string created_by;
};

inline void describe(Fields& fields, ModelManifest& manifest) {
  fields("task", manifest.task, "what the model was trained for").required();
  fields("architecture", manifest.architecture, "architecture of the network").required();
  fields("signature", manifest.signature, "what clients send and get");
  fields("labels", manifest.labels, "names of the classes");
  fields("metrics", manifest.metrics, "how good the model was when it was made");
  fields("lineage", manifest.lineage, "how the model came about");
  fields("files", manifest.files, "sizes and digests");
  fields("created_by", manifest.created_by, "program that wrote the directory");
}

/// Reads `maas.json`; where there is none, what `config.json` tells is inferred: the architecture,
/// the labels, and the task where Hugging Face's class name has it.
/// @throws Error kNotFound if neither file is there; kInvalidData if one is malformed, or if
///   `maas.json` has another schema
ModelManifest read_model_manifest(const std::filesystem::path& directory);

/// Writes `maas.json`.
/// @throws Error kCannotCreate, kIo
void write_model_manifest(const std::filesystem::path& directory, const ModelManifest& manifest);

/// Checks that the manifest's files are there and have their sizes.
/// @throws Error kInvalidData naming the file and both sizes
void check_sizes(const std::filesystem::path& directory, const ModelManifest& manifest);

/// Checks the manifest's files by size and, all at once, by digest.
/// @param cache  where digests are remembered
/// @throws Error kInvalidData naming a file that is not as it was recorded; kIo
void verify_files(const std::filesystem::path& directory, const ModelManifest& manifest,
                  DigestCheck check, base::DigestCache& cache);

/// The same with the user's cache.
void verify_files(const std::filesystem::path& directory, const ModelManifest& manifest,
                  DigestCheck check = DigestCheck::kRemembered);

/// Whether a directory has a `maas.json`, and all files that it lists are as it says.
bool is_whole(const std::filesystem::path& directory);

}  // namespace maas::store
