#include "privacy/mask_file.h"

#include <exception>
#include <utility>
#include <vector>

#include "base/cores.h"
#include "base/parallel.h"
#include "base/utf8.h"

namespace maas::privacy {
namespace {

/// Blocks that are masked at the same time.
class Batch {
 public:
  explicit Batch(bool checks_encoding) : checks_encoding_(checks_encoding) {}

  void add(Block block) { blocks_.push_back(std::move(block)); }

  void mask(const Masker& masker) {
    masked_.resize(blocks_.size());
    errors_.resize(blocks_.size());
    constexpr std::int64_t kBlocksPerThread = 1;
    base::for_each_index(
        static_cast<std::int64_t>(blocks_.size()),
        [&](std::int64_t index) { mask_one(masker, static_cast<std::size_t>(index)); },
        kBlocksPerThread);
  }

  /// @throws the error of the first block that has one, once what is before it is written
  void write(const Sink& sink, Masked& total) const {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (errors_[i]) std::rethrow_exception(errors_[i]);
      sink(masked_[i].bytes);
      total.is_utf8 = total.is_utf8 && masked_[i].is_utf8;
      total.records += masked_[i].records;
      total.replaced.add(masked_[i].replaced);
      total.kept.add(masked_[i].kept);
      total.found.insert(masked_[i].found.begin(), masked_[i].found.end());
    }
  }

 private:
  void mask_one(const Masker& masker, std::size_t index) {
    try {
      masked_[index] = masker.mask(blocks_[index]);
      if (!checks_encoding_) return;
      masked_[index].is_utf8 = base::find_invalid_utf8(blocks_[index].bytes) == std::string::npos;
    } catch (...) {
      errors_[index] = std::current_exception();
    }
  }

  bool checks_encoding_;
  std::vector<Block> blocks_;
  std::vector<Masked> masked_;
  std::vector<std::exception_ptr> errors_;
};

/// Copies what is not data, and leaves the rest in the block.
void begin(Masker& masker, Block& block, const Sink& sink) {
  const std::size_t head = masker.begin(block.bytes);
  const std::string_view copied = std::string_view(block.bytes).substr(0, head);
  sink(copied);
  block.first_line += std::count(copied.begin(), copied.end(), '\n');
  block.bytes.erase(0, head);
}

}  // namespace

Masked mask_file(BlockReader& reader, Masker& masker, const Sink& sink, const OnRead& on_read,
                 const Progress& progress, bool checks_encoding) {
  Masked total;
  bool has_begun = false;
  const std::int64_t blocks_at_once = base::usable_cores();
  for (bool ended = false; !ended;) {
    Batch batch(checks_encoding);
    for (std::int64_t i = 0; i < blocks_at_once && !ended; ++i) {
      Block block;
      ended = !reader.next(masker, progress, block);
      if (!std::exchange(has_begun, true)) {
        begin(masker, block, sink);
        total.kept.add(masker.kept_at_start());
      }
      if (!block.bytes.empty()) batch.add(std::move(block));
    }
    batch.mask(masker);
    batch.write(sink, total);
    on_read(reader.bytes_read());
    progress.stop_if_asked();
  }
  return total;
}

}  // namespace maas::privacy
