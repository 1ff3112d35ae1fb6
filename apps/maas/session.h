#pragma once

#include <filesystem>
#include <optional>

#include "common_options.h"
#include "console.h"
#include "library_loader.h"
#include "output.h"

namespace maas::cli {

/// What lives as long as the program runs one command.
class Session {
 public:
  explicit Session(const CommonOptions& options) : options_(options), console_(options) {}

  bool json() const { return options_.json; }
  bool dry_run() const { return options_.dry_run; }
  Console& console() { return console_; }
  /// Returns standard output; a bar on the terminal makes room for it.
  Output& output() {
    console_.clear_bar();
    return output_;
  }

  /// Watches signals from the first call on.
  ConsoleProgress& progress();

  /// Opens libmaas.so at the first call; signals are watched before that.
  const Library& library();

  /// Opens libmaas_engine.so at the first call.
  const EngineLibrary& engine();

  /// The folder of the shipped recipes.
  std::filesystem::path recipes() const {
    return (program_folder() / "../share/maas/recipes").lexically_normal();
  }

 private:
  CommonOptions options_;
  Console console_;
  Output output_;
  std::optional<ConsoleProgress> progress_;
  const Library* library_ = nullptr;
  const EngineLibrary* engine_ = nullptr;
};

}  // namespace maas::cli
