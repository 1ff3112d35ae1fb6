#pragma once

#include <string>
#include <utility>

#include "privacy/masker.h"

namespace maas::privacy {

/// Masks JSON documents, one on each line: their strings, and card numbers that are written as
/// numbers, which become strings. Keys are kept, and what looks like personal data in them is
/// counted. Columns are called by their keys: `user.phones[]`.
class JsonLinesMasker final : public Masker {
 public:
  /// @param name  of the file, for errors
  JsonLinesMasker(const Rules& rules, std::string name) : rules_(rules), name_(std::move(name)) {}

  std::size_t begin(std::string_view bytes) override;
  std::size_t whole_records(std::string_view bytes) const override;
  /// @throws Error kInvalidData for a line that is no JSON document
  Masked mask(const Block& block) const override;

 private:
  const Rules& rules_;
  std::string name_;
};

}  // namespace maas::privacy
