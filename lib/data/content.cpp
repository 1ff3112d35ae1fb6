#include "data/content.h"

#include <algorithm>

#include "base/streams.h"
#include "base/strings.h"

namespace maas::data {
namespace {

constexpr std::size_t kMostBytesOfPipe = std::size_t{1} << 30;

}  // namespace

TextFile content_of(const std::string& name) {
  if (!base::is_stream(name)) return read_text_file(name);
  const std::string_view text = base::stream_content(name, kMostBytesOfPipe);
  check_encoding(text, name);
  return {without_mark(text), nullptr};
}

bool are_json_lines(const std::string& name, std::string_view text) {
  std::string file = base::lowered(name);
  if (file.ends_with(".gz")) file.resize(file.size() - 3);
  if (file.ends_with(".jsonl") || file.ends_with(".ndjson")) return true;
  return base::is_stream(name) && base::trim(text.substr(0, text.find('\n'))).starts_with('{');
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

}  // namespace maas::data
