#include "maas/tokenizer.h"

#include <charconv>
#include <iostream>
#include <iterator>

#include "base/files.h"
#include "base/strings.h"
#include "decoding/language_model.h"
#include "language/session.h"
#include "maas/error.h"

namespace maas {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 30U;

std::string content_of(const std::string& path) {
  if (path != "-") return base::read_file(path, kMostBytes);
  return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

std::vector<std::string> lines_of(const std::string& path) {
  std::string text = content_of(path);
  if (text.ends_with('\n')) text.pop_back();
  if (text.empty()) return {};
  return base::split(text, '\n');
}

std::vector<std::int32_t> ids_of(std::string_view line, const std::string& place,
                                 std::int64_t vocabulary) {
  std::vector<std::int32_t> ids;
  for (const std::string& word : base::split(base::trim(line), ' ')) {
    if (word.empty()) continue;
    std::int32_t id = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), id);
    if (error != std::errc() || end != word.data() + word.size() || id < 0 || id >= vocabulary) {
      fail(ErrorCode::kInvalidData, "{}: '{}' is no token, which are 0 to {}", place,
           base::abridged(word), vocabulary - 1);
    }
    ids.push_back(id);
  }
  return ids;
}

}  // namespace

EncodeTextReport encode_text(const EncodeTextOptions& options, Progress& progress) {
  const text::Tokenizer tokenizer =
      decoding::open_model_tokenizer(language::place_of(options.model.text));
  EncodeTextReport report;
  for (const std::string& line : lines_of(options.input.text)) {
    progress.stop_if_asked();
    const text::Encoding encoding =
        tokenizer.encode(line, {.special = !options.no_special, .offsets = true});
    EncodedLine& encoded = report.lines.emplace_back();
    encoded.ids.assign(encoding.ids.begin(), encoding.ids.end());
    for (const text::Encoding::Span& span : encoding.offsets) {
      encoded.offsets.push_back({span.from, span.to});
    }
  }
  return report;
}

std::vector<std::string> decode_text(const DecodeTextOptions& options, Progress& progress) {
  const text::Tokenizer tokenizer =
      decoding::open_model_tokenizer(language::place_of(options.model.text));
  std::vector<std::string> texts;
  for (const std::string& line : lines_of(options.input.text)) {
    progress.stop_if_asked();
    const std::string place = fmt::format("{}:{}", options.input.text, texts.size() + 1);
    texts.push_back(
        tokenizer.decode(ids_of(line, place, tokenizer.size()), /*skip_special=*/!options.special));
  }
  return texts;
}

}  // namespace maas
