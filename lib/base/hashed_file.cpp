#include "base/hashed_file.h"

#include <algorithm>

namespace maas::base {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

}  // namespace

void HashedFile::write(std::string_view bytes) {
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), kPiece))) {
    const std::string_view piece = bytes.substr(0, kPiece);
    file_.write(piece);
    if (hash_ != nullptr) hash_->update(piece);
  }
}

}  // namespace maas::base
