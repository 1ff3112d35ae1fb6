#include "privacy/masker.h"

#include "privacy/rewriter.h"
#include "privacy/token_text.h"

namespace maas::privacy {

void Counts::add(std::string_view column, Kind kind, std::int64_t count) {
  auto found = columns_.find(column);
  if (found == columns_.end()) {
    const std::string_view name = columns_.size() < kMostColumns ? column : "(others)";
    found = columns_.try_emplace(std::string(name)).first;
  }
  found->second[index_of(kind)] += count;
}

void Counts::add(const Counts& other) {
  for (const auto& [column, counts] : other.columns_) {
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
      if (counts[kind] != 0) add(column, static_cast<Kind>(kind), counts[kind]);
    }
  }
}

bool Rules::name(std::string_view column) const {
  return columns.contains(column) || whole.contains(column);
}

void Rewriter::mask(std::string_view part, std::string_view column) {
  rules_.finder.find(part, matches_);
  for (const Match& match : matches_) {
    const std::string_view found = part.substr(match.begin, match.end - match.begin);
    replace(found, found, match.kind, column);
  }
}

void Rewriter::replace(std::string_view part, std::string_view value, Kind kind,
                       std::string_view column) {
  copy_until(part);
  tokens_.append(kind, value, masked_.bytes);
  masked_.replaced.add(column, kind);
}

/// Copies what stands before a part, and passes over the part.
void Rewriter::copy_until(std::string_view part) {
  const auto begin = static_cast<std::size_t>(part.data() - bytes_.data());
  masked_.bytes.append(bytes_, copied_, begin - copied_);
  copied_ = begin + part.size();
}

void Rewriter::replace_bare(std::string_view part, Kind kind, std::string_view column) {
  copy_until(part);
  masked_.bytes += '"';
  tokens_.append(kind, part, masked_.bytes);
  masked_.bytes += '"';
  masked_.replaced.add(column, kind);
}

void Rewriter::replace_whole(std::string_view part, std::string_view value, Kind kind,
                             std::string_view column) {
  if (part.empty() || token_length(part, 0) == part.size()) return;
  replace(part, value, kind, column);
}

void Rewriter::keep(std::string_view part, std::string_view column) {
  rules_.finder.find(part, matches_);
  for (const Match& match : matches_) masked_.kept.add(column, match.kind);
}

}  // namespace maas::privacy
