#include "encoders/file_records.h"

#include <utility>

#include "maas/error.h"

namespace maas::encoders {

bool FileRecords::next() {
  while (true) {
    try {
      if (walk_ != nullptr && walk_->next()) return true;
      walk_ = nullptr;
      if (files_.empty()) return false;
      file_ = std::move(files_.front());
      files_.pop_front();
      walk_ = open(file_);
    } catch (const Error& error) {
      if (is_lone_) throw;
      walk_ = nullptr;
      unopened_ = error;
      return true;
    }
  }
}

std::string FileRecords::name() const {
  const std::string file = file_ == "-" ? "standard input" : file_;
  return unopened_ ? file : fmt::format("{}:{}", file, walk_->line());
}

HostTensors FileRecords::read() {
  if (unopened_) throw *std::exchange(unopened_, std::nullopt);
  return walk_->read();
}

}  // namespace maas::encoders
