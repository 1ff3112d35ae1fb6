#include "session.h"

namespace maas::cli {

ConsoleProgress& Session::progress() {
  if (!progress_) progress_.emplace(console_);
  return *progress_;
}

const Library& Session::library() {
  if (library_ == nullptr) {
    progress().log(LogLevel::kInfo, "loading LibTorch");
    library_ = &open_library(program_folder() / "../lib/maas/libmaas.so");
  }
  return *library_;
}

const EngineLibrary& Session::engine() {
  if (engine_ == nullptr) {
    engine_ = &open_engine(program_folder() / "../lib/maas/libmaas_engine.so");
  }
  return *engine_;
}

}  // namespace maas::cli
