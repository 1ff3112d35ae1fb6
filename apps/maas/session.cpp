#include "session.h"

namespace maas::cli {

Progress& Session::progress() {
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

}  // namespace maas::cli
