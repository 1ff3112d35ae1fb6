#include "data/split_writer.h"

namespace maas::data {

SplitWriter::SplitWriter(const Assignment& assignment, std::string_view ending,
                         std::string_view header) {
  for (const std::string& split : assignment.splits) {
    names_.push_back(split + std::string(ending));
    files_.push_back(std::make_unique<base::AtomicFile>(assignment.root / names_.back()));
    pending_.emplace_back(header);
  }
}

void SplitWriter::add(std::size_t split, std::string_view bytes) {
  constexpr std::size_t kBlock = std::size_t{1} << 20;
  std::string& pending = pending_[split];
  pending += bytes;
  if (pending.size() >= kBlock) flush(split);
}

void SplitWriter::commit() {
  for (std::size_t i = 0; i < files_.size(); ++i) {
    flush(i);
    files_[i]->commit();
  }
}

void SplitWriter::flush(std::size_t split) {
  files_[split]->write(pending_[split]);
  pending_[split].clear();
}

}  // namespace maas::data
