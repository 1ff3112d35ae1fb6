#pragma once

#include <filesystem>
#include <memory>

#include "base/factories.h"
#include "inference/model.h"
#include "maas/export.h"

namespace maas::exporters {

/// What an exporter is asked.
struct Order {
  const inference::Model& model;
  std::filesystem::path output;  ///< where to write
  std::filesystem::path former;  ///< what is to be replaced: the same place, but in a dry run
  bool verify = false;
  bool force = false;  ///< replace what is there, if maas wrote it
};

/// Writes models in one format.
class Exporter {
 public:
  virtual ~Exporter() = default;

  /// Whether one file is written, rather than a directory.
  virtual bool writes_file() const = 0;

  /// Writes the model; with `verify`, what is read back is compared with it.
  /// What is there and equal is left as it is.
  /// @return all but model, output and format are filled in
  /// @throws Error as maas::export_model
  virtual ExportReport write(const Order& order) const = 0;
};

using Factories = base::FactoryTable<std::unique_ptr<Exporter>()>;

/// The formats of this build: `std::unique_ptr<Exporter> make_<name>(const Options&)`.
const Factories& factories();

}  // namespace maas::exporters
