#include "text/tokenizer/pre_tokenizers/splitting.h"

#include <algorithm>

namespace maas::text {
namespace {

struct Section {
  Range range;
  bool is_delimiter;
};

/// Returns all of a piece: what was found and what lies between.
void section(const Range& piece, const std::vector<Range>& matches, bool inverted,
             std::vector<Section>& sections) {
  sections.clear();
  std::size_t at = piece.from;
  for (const Range& match : matches) {
    const Range found{piece.from + match.from, piece.from + match.to};
    if (at < found.from) sections.push_back({{at, found.from}, inverted});
    sections.push_back({found, !inverted});
    at = found.to;
  }
  if (at < piece.to) sections.push_back({{at, piece.to}, inverted});
}

/// Joins each section to the one before where `joins` says so of the two.
template <class Joins>
void join(std::vector<Section>& sections, const Joins& joins) {
  std::size_t kept = 0;
  bool was_delimiter = false;
  for (const Section& section : sections) {
    if (kept > 0 && joins(was_delimiter, section.is_delimiter)) {
      sections[kept - 1].range.to = section.range.to;
    } else {
      sections[kept++] = {section.range, false};
    }
    was_delimiter = section.is_delimiter;
  }
  sections.resize(kept);
}

/// As `join`, from the back to the front.
void join_with_next(std::vector<Section>& sections) {
  bool next_is_delimiter = false;
  std::vector<Section> joined;
  for (auto section = sections.rbegin(); section != sections.rend(); ++section) {
    if (section->is_delimiter && !next_is_delimiter && !joined.empty()) {
      joined.back().range.from = section->range.from;
    } else {
      joined.push_back({section->range, false});
    }
    next_is_delimiter = section->is_delimiter;
  }
  sections.assign(joined.rbegin(), joined.rend());
}

void arrange(std::vector<Section>& sections, Delimiters delimiters) {
  switch (delimiters) {
    case Delimiters::kRemoved:
      std::erase_if(sections, [](const Section& section) { return section.is_delimiter; });
      return;
    case Delimiters::kIsolated:
      return;
    case Delimiters::kWithPrevious:
      return join(sections, [](bool was, bool is) { return is && !was; });
    case Delimiters::kWithNext:
      return join_with_next(sections);
    case Delimiters::kContiguous:
      return join(sections, [](bool was, bool is) { return is == was; });
  }
}

}  // namespace

void split_pieces(Pieces& pieces, const Pattern& pattern, const Splitting& how) {
  std::vector<Range> ranges;
  std::vector<Range> matches;
  std::vector<Section> sections;
  for (const Range& piece : pieces.ranges) {
    matches.clear();
    pattern.find(pieces.text(piece), matches);
    section(piece, matches, how.inverted, sections);
    arrange(sections, how.delimiters);
    for (const Section& section : sections) {
      if (section.range.size() > 0) ranges.push_back(section.range);
    }
  }
  pieces.ranges = std::move(ranges);
}

}  // namespace maas::text
