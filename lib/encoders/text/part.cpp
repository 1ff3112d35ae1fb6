#include "encoders/text/part.h"

#include <algorithm>

#include <ATen/ops/zeros.h>

#include "feed/scalar_part.h"

namespace maas::encoders {
namespace {

class IdsPart final : public feed::Part {
 public:
  explicit IdsPart(std::shared_ptr<const TokenLists> lists) : lists_(std::move(lists)) {}

  std::string_view name() const override { return tensor::part::kIds; }

  std::int64_t sample_bytes() const override {
    return lists_->longest() * static_cast<std::int64_t>(sizeof(std::int64_t));
  }

  at::Tensor blank(feed::Indices samples) const override {
    return at::zeros({std::ssize(samples), lists_->longest(samples)}, at::kLong);
  }

  void read(feed::Indices samples, std::int64_t row, base::Random&,
            const at::Tensor& part) const override {
    const auto tokens = lists_->at(samples[static_cast<std::size_t>(row)]);
    std::ranges::copy(tokens, part.data_ptr<std::int64_t>() + row * part.size(1));
  }

 private:
  std::shared_ptr<const TokenLists> lists_;
};

}  // namespace

void TokenLists::add(const std::vector<std::int64_t>& tokens) {
  for (const std::int64_t token : tokens) tokens_.push_back(static_cast<std::int32_t>(token));
  ends_.push_back(tokens_.size());
  longest_ = std::max(longest_, std::ssize(tokens));
}

std::span<const std::int32_t> TokenLists::at(std::int64_t sample) const {
  const auto index = static_cast<std::size_t>(sample);
  const std::size_t first = index == 0 ? 0 : ends_[index - 1];
  return std::span(tokens_).subspan(first, ends_[index] - first);
}

std::int64_t TokenLists::longest(feed::Indices samples) const {
  std::int64_t longest = 0;
  for (const std::int64_t sample : samples) longest = std::max(longest, std::ssize(at(sample)));
  return longest;
}

feed::Parts token_parts(std::shared_ptr<const TokenLists> lists) {
  const auto length_of = [lists](std::int64_t sample) { return std::ssize(lists->at(sample)); };
  return {std::make_shared<IdsPart>(lists),
          feed::scalar_part<std::int64_t>(tensor::part::kLengths, length_of)};
}

}  // namespace maas::encoders
