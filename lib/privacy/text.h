#pragma once

#include "privacy/masker.h"

namespace maas::privacy {

/// Masks text of any kind, line by line: its one column is called `text`.
class TextMasker final : public Masker {
 public:
  explicit TextMasker(const Rules& rules) : rules_(rules) {}

  std::size_t begin(std::string_view bytes) override;
  std::size_t whole_records(std::string_view bytes) const override;
  Masked mask(const Block& block) const override;

 private:
  const Rules& rules_;
};

}  // namespace maas::privacy
