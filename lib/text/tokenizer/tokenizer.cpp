#include "text/tokenizer/tokenizer.h"

#include <limits>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "maas/error.h"
#include "text/tokenizer/parts.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

/// Cuts one text.
class Encoder {
 public:
  Encoder(const TokenizerParts& parts, bool offsets)
      : parts_(parts), keeps_places_(offsets || parts.needs_places) {
    draft_.has_offsets = offsets;
  }

  Draft run(std::string_view text) {
    std::uint32_t place = 0;
    for (const AddedTokenFinder::Section& section : parts_.raw_finder.find(text)) {
      const std::string_view words = text.substr(section.range.from, section.range.size());
      AlignedText aligned = unchanged_text(words, keeps_places_, place);
      if (keeps_places_) place += static_cast<std::uint32_t>(count_characters(words));
      if (section.token != nullptr) {
        add(*section.token, aligned);
      } else {
        normalize(std::move(aligned));
      }
    }
    return std::move(draft_);
  }

 private:
  void add(const AddedToken& token, const AlignedText& text) {
    if (draft_.has_offsets) draft_.taken.push_back({draft_.encoding.ids.size(), text.text});
    draft_.add(token.id, span_of(text, {0, text.text.size()}));
  }

  void normalize(AlignedText text) {
    if (parts_.normalizer) parts_.normalizer->apply(text);
    Pieces pieces{.aligned = std::move(text)};
    const auto sections = parts_.normalized_finder.find(pieces.text());
    if (sections.size() == 1 && sections[0].token == nullptr) {
      pieces.ranges = {sections[0].range};
      return cut(pieces);
    }
    for (const AddedTokenFinder::Section& section : sections) {
      const AlignedText part = part_of(pieces.aligned, section.range);
      if (section.token != nullptr) {
        add(*section.token, part);
      } else {
        Pieces between{.aligned = part, .ranges = {{0, part.text.size()}}};
        cut(between);
      }
    }
  }

  void cut(Pieces& pieces) {
    if (parts_.pre_tokenizer) parts_.pre_tokenizer->cut(pieces);
    for (const Range& piece : pieces.ranges) {
      tokens_.clear();
      parts_.model->cut(pieces.text(piece), tokens_);
      for (const WordToken& token : tokens_) {
        const Range range{piece.from + token.from, piece.from + token.to};
        draft_.add(token.id, draft_.has_offsets ? span_of(pieces.aligned, range) : kNowhere);
      }
    }
  }

  static AlignedText part_of(const AlignedText& text, const Range& range) {
    AlignedText part{.text = text.text.substr(range.from, range.size()),
                     .keeps_places = text.keeps_places};
    if (!text.keeps_places) return part;
    const auto first = text.places.begin() + static_cast<std::ptrdiff_t>(range.from);
    part.places.assign(first, first + static_cast<std::ptrdiff_t>(range.size()));
    part.origin = part.places.empty() ? 0 : part.places.front().from;
    return part;
  }

  static Encoding::Span span_of(const AlignedText& text, Range range) {
    range.to = std::min(range.to, text.places.size());
    if (range.from >= range.to) return kNowhere;
    return {text.places[range.from].from, text.places[range.to - 1].to};
  }

  static constexpr Encoding::Span kNowhere{0, 0};
  const TokenizerParts& parts_;
  bool keeps_places_;
  Draft draft_;
  std::vector<WordToken> tokens_;
};

}  // namespace

struct Tokenizer::Parts : TokenizerParts {
  using TokenizerParts::TokenizerParts;
};

Tokenizer::Tokenizer(const nlohmann::json& json, const std::string& name)
    : parts_(std::make_shared<Parts>(Part(json, name))) {}

Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

std::int64_t Tokenizer::size() const {
  return parts_->size;
}

Encoding Tokenizer::encode(std::string_view text, const EncodeOptions& options) const {
  constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max() / 4;
  if (text.size() > kMost) {
    fail(ErrorCode::kInvalidData, "a text of {} bytes, limit {}", text.size(), kMost);
  }
  std::string whole;
  if (well_formed_front(text) < text.size()) text = whole = repaired(text);
  Draft draft = Encoder(*parts_, options.offsets).run(text);
  if (parts_->post_processor) {
    parts_->post_processor->apply(draft, options.special,
                                  [this](std::int32_t id) { return token(id); });
  }
  return std::move(draft.encoding);
}

std::string Tokenizer::decode(std::span<const std::int32_t> ids, bool skip_special) const {
  Decoding decoding(parts_->decoder);
  for (const std::int32_t id : ids) {
    if (const auto token = parts_->decoded(id, skip_special)) decoding.add(*token);
  }
  decoding.finish();
  return decoding.take();
}

std::optional<std::int32_t> Tokenizer::id_of(std::string_view token) const {
  if (const AddedToken* added = parts_->added(token)) return added->id;
  return parts_->model->vocabulary().find(token);
}

std::string_view Tokenizer::token(std::int32_t id) const {
  if (const AddedToken* added = parts_->added(id)) return added->content;
  return parts_->model->vocabulary().token(id);
}

bool Tokenizer::is_special(std::int32_t id) const {
  const AddedToken* added = parts_->added(id);
  return added != nullptr && added->is_special;
}

Tokenizer open_tokenizer(const std::filesystem::path& file) {
  const std::string text = base::read_file(file);
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded()) {
    fail(ErrorCode::kInvalidData, "'{}' is no JSON", file.string());
  }
  return Tokenizer(json, file.string());
}

TextStream::TextStream(const Tokenizer& tokenizer, bool skip_special)
    : parts_(tokenizer.parts_),
      skip_special_(skip_special),
      decoding_(std::make_unique<Decoding>(parts_->decoder)) {}

TextStream::TextStream(TextStream&&) noexcept = default;
TextStream& TextStream::operator=(TextStream&&) noexcept = default;
TextStream::~TextStream() = default;

std::string TextStream::add(std::int32_t id) {
  if (const auto token = parts_->decoded(id, skip_special_)) decoding_->add(*token);
  return decoding_->take();
}

std::string TextStream::finish() {
  decoding_->finish();
  return decoding_->take();
}

}  // namespace maas::text
