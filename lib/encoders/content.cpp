#include "encoders/content.h"

#include <algorithm>

#include "base/streams.h"
#include "base/strings.h"
#include "data/csv/text.h"
#include "formats/csv/csv.h"

namespace maas::encoders {
namespace {

constexpr std::size_t kMostBytesOfPipe = std::size_t{1} << 30;

}  // namespace

Content content_of(const std::string& name) {
  if (!base::is_stream(name)) {
    data::TableText file = data::read_table_text(name);
    return {file.text, std::move(file.owner)};
  }
  std::string_view text = base::stream_content(name, kMostBytesOfPipe);
  data::check_encoding(text, name);
  if (text.starts_with(formats::kUtf8ByteOrderMark)) {
    text.remove_prefix(formats::kUtf8ByteOrderMark.size());
  }
  return {text, nullptr};
}

bool Lines::next() {
  do {
    if (rest_.empty()) return false;
    ++number_;
    const std::size_t length = std::min(rest_.find('\n'), rest_.size() - 1) + 1;
    text_ = base::trim(rest_.substr(0, length));
    rest_.remove_prefix(length);
  } while (text_.empty());
  return true;
}

}  // namespace maas::encoders
