#include "privacy/block_reader.h"

#include <algorithm>
#include <utility>

#include <poll.h>
#include <unistd.h>

#include "base/strings.h"

namespace maas::privacy {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{4} << 20;

base::Descriptor open(const std::filesystem::path& path) {
  return path == "-" ? base::Descriptor(::dup(STDIN_FILENO)) : base::open_to_read(path);
}

}  // namespace

BlockReader::BlockReader(const std::filesystem::path& path)
    : name_(path == "-" ? "standard input" : path.string()), file_(open(path)) {}

bool BlockReader::next(const Masker& masker, const Progress& progress, Block& block) {
  block.bytes = std::exchange(rest_, {});
  std::size_t whole = 0;
  while (!ended_ && whole == 0) {
    if (block.bytes.size() > kMostRecordBytes) {
      fail(ErrorCode::kInvalidData, "{}:{}: a record is longer than {}; is a quote not closed?",
           name_, line_, base::human_bytes(kMostRecordBytes));
    }
    read_more(block.bytes, progress);
    whole = masker.whole_records(block.bytes);
  }
  if (!ended_) {
    rest_ = block.bytes.substr(whole);
    block.bytes.resize(whole);
  }
  block.first_line = line_;
  line_ += std::count(block.bytes.begin(), block.bytes.end(), '\n');
  return !block.bytes.empty();
}

/// Reads a block more, or as much again: what grows is looked through twice at most.
void BlockReader::read_more(std::string& bytes, const Progress& progress) {
  const std::size_t before = bytes.size();
  const std::size_t wanted = std::min(std::max(kBlockBytes, before), kMostRecordBytes + 1 - before);
  bytes.resize(before + wanted);
  std::size_t size = before;
  while (size < bytes.size() && !ended_) {
    wait_for_bytes(progress);
    const std::size_t count =
        base::read_some(file_, bytes.data() + size, bytes.size() - size, name_);
    size += count;
    ended_ = count == 0;
  }
  bytes.resize(size);
  check_bytes(std::string_view(bytes).substr(before));
  bytes_read_ += size - before;
}

/// A pipe may stay silent for long; a signal is heard meanwhile.
void BlockReader::wait_for_bytes(const Progress& progress) const {
  constexpr int kBetweenLooks = 200;  // milliseconds
  pollfd waited{.fd = file_.get(), .events = POLLIN, .revents = 0};
  while (::poll(&waited, 1, kBetweenLooks) == 0) progress.stop_if_asked();
}

void BlockReader::check_bytes(std::string_view fresh) const {
  const std::size_t nul = fresh.find('\0');
  if (nul == fresh.npos) return;
  throw failure_with_hint(ErrorCode::kInvalidData,
                          "unpack a compressed file first; `iconv -t utf-8` converts UTF-16",
                          "'{}': byte {} is NUL: this is no text", name_, bytes_read_ + nul + 1);
}

}  // namespace maas::privacy
