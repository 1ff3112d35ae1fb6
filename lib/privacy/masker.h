#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "maas/error.h"
#include "privacy/finder.h"
#include "privacy/tokens.h"

namespace maas::privacy {

/// How many values of each kind were replaced, by the column that they stood in.
class Counts {
 public:
  using ByKind = std::array<std::int64_t, kKinds>;

  void add(std::string_view column, Kind kind, std::int64_t count = 1);
  void add(const Counts& other);
  const std::map<std::string, ByKind, std::less<>>& columns() const { return columns_; }

 private:
  /// Further columns are counted together: keys of JSON may be as many as the records.
  static constexpr std::size_t kMostColumns = 1000;

  std::map<std::string, ByKind, std::less<>> columns_;
};

/// What became of some records.
struct Masked {
  std::string bytes;
  std::int64_t records = 0;
  Counts replaced;
  Counts kept;  ///< personal data in keys and headers
  bool is_utf8 = true;
  std::set<std::string, std::less<>> found;  ///< columns that the rules name
};

/// Takes what is written, piece by piece.
using Sink = std::function<void(std::string_view)>;

/// What is masked, the same for every file of a run.
struct Rules {
  Finder finder;
  Tokens tokens;
  std::set<std::string, std::less<>> columns{};      ///< only these; empty: all
  std::map<std::string, Kind, std::less<>> whole{};  ///< columns whose values are replaced whole

  /// Whether the rules say something of a column.
  bool name(std::string_view column) const;
};

/// Some whole records of a file.
struct Block {
  std::string bytes;
  std::int64_t first_line = 1;
};

/// Masks the records of one file. Everything that is not replaced is kept byte for byte.
class Masker {
 public:
  virtual ~Masker() = default;

  /// Looks at the start of the file.
  /// @param bytes  one whole record or more, or all of a smaller file
  /// @returns the length of what is not data: a byte order mark, a header
  /// @throws Error kInvalidData
  virtual std::size_t begin(std::string_view bytes) = 0;

  /// Returns what looks like personal data in what is not data, after `begin`.
  virtual Counts kept_at_start() const { return {}; }

  /// Returns the length of the whole records in `bytes`; 0: there is none.
  virtual std::size_t whole_records(std::string_view bytes) const = 0;

  /// Thread-safe.
  /// @throws Error kInvalidData naming file and line
  virtual Masked mask(const Block& block) const = 0;
};

}  // namespace maas::privacy
