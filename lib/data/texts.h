#pragma once

#include <string>

#include "data/dataset.h"

namespace maas::data {

/// Texts in UTF-8, most often labelled.
class Texts : public Dataset {
 public:
  std::string_view kind() const override;
  void verify(std::int64_t index) const override;
  std::shared_ptr<const Dataset> chosen(std::shared_ptr<const Dataset> self,
                                        std::vector<std::int64_t> indices,
                                        Identity identity) const override;

  /// Returns the sample's text.
  /// @throws Error kInvalidData if the sample is broken; kNotFound, kIo
  virtual std::string text(std::int64_t index) const = 0;
};

}  // namespace maas::data
