#include "encoders/label_part.h"

#include <ATen/ops/empty.h>

#include "base/strings.h"
#include "data/class_names.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

class LabelPart final : public feed::Part {
 public:
  /// @param numbers  of the set's classes
  LabelPart(std::shared_ptr<const data::Dataset> set, std::vector<std::int64_t> numbers)
      : set_(std::move(set)), numbers_(std::move(numbers)) {}

  std::string_view name() const override { return tensor::part::kLabel; }

  std::int64_t sample_bytes() const override { return sizeof(std::int64_t); }

  at::Tensor blank(feed::Indices samples) const override {
    return at::empty({std::ssize(samples)}, at::kLong);
  }

  void read(feed::Indices samples, std::int64_t row, base::Random&,
            const at::Tensor& part) const override {
    const std::int64_t label = set_->label(samples[static_cast<std::size_t>(row)]);
    part.data_ptr<std::int64_t>()[row] = numbers_[static_cast<std::size_t>(label)];
  }

 private:
  std::shared_ptr<const data::Dataset> set_;
  std::vector<std::int64_t> numbers_;
};

}  // namespace

std::shared_ptr<const feed::Part> label_part(std::shared_ptr<const data::Dataset> set,
                                             const std::vector<std::string>& classes,
                                             std::string_view what, std::string_view whose) {
  if (set->classes().empty()) {
    fail(ErrorCode::kInvalidData, "{}: it has no classes, {} has {}", what, whose,
         base::join(classes));
  }
  std::vector<std::int64_t> numbers = data::matched_classes(*set, classes, what, whose);
  return std::make_shared<LabelPart>(std::move(set), std::move(numbers));
}

}  // namespace maas::encoders
