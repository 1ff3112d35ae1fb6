#include "encoders/label_part.h"

#include "base/strings.h"
#include "data/class_names.h"
#include "feed/scalar_part.h"
#include "maas/error.h"

namespace maas::encoders {
std::shared_ptr<const feed::Part> label_part(std::shared_ptr<const data::Dataset> set,
                                             const std::vector<std::string>& classes,
                                             std::string_view what, std::string_view whose) {
  if (set->classes().empty()) {
    fail(ErrorCode::kInvalidData, "{}: it has no classes, {} has {}", what, whose,
         base::join(classes));
  }
  std::vector<std::int64_t> numbers = data::matched_classes(*set, classes, what, whose);
  return feed::scalar_part<std::int64_t>(
      tensor::part::kLabel,
      [set = std::move(set), numbers = std::move(numbers)](std::int64_t sample) {
        return numbers[static_cast<std::size_t>(set->label(sample))];
      });
}

}  // namespace maas::encoders
