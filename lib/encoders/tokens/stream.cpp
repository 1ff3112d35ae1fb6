#include "encoders/tokens/stream.h"

#include <algorithm>

#include <ATen/ops/zeros.h>

#include "feed/scalar_part.h"

namespace maas::encoders {
namespace {

class WindowsPart final : public feed::Part {
 public:
  WindowsPart(std::shared_ptr<const TokenStream> stream, std::int64_t context, bool is_shifted)
      : stream_(std::move(stream)), context_(context), is_shifted_(is_shifted) {}

  std::string_view name() const override { return tensor::part::kIds; }

  std::int64_t sample_bytes() const override {
    return (context_ + 1) * static_cast<std::int64_t>(sizeof(std::int64_t));
  }

  at::Tensor blank(feed::Indices samples) const override {
    return at::zeros({std::ssize(samples), context_ + 1}, at::kLong);
  }

  void read(feed::Indices samples, std::int64_t row, base::Random& random,
            const at::Tensor& part) const override {
    const std::int64_t share = samples[static_cast<std::size_t>(row)] * context_;
    const std::int64_t shift =
        is_shifted_ ? static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(context_)))
                    : 0;
    const std::int64_t first = is_shifted_ ? stream_->fitted(share + shift) : share;
    std::ranges::copy(stream_->window(first), part.data_ptr<std::int64_t>() + row * (context_ + 1));
  }

 private:
  std::shared_ptr<const TokenStream> stream_;
  std::int64_t context_;
  bool is_shifted_;
};

}  // namespace

std::int64_t TokenStream::windows(Use use) const {
  const std::int64_t asked = std::ssize(tokens_) - 1;
  return use == Use::kTrain ? asked / context_ : (asked + context_ - 1) / context_;
}

std::int64_t TokenStream::fitted(std::int64_t first) const {
  return std::min(first, std::ssize(tokens_) - 1 - context_);
}

std::span<const std::int32_t> TokenStream::window(std::int64_t first) const {
  const std::int64_t length = std::min(context_ + 1, std::ssize(tokens_) - first);
  return std::span(tokens_).subspan(static_cast<std::size_t>(first),
                                    static_cast<std::size_t>(length));
}

feed::Parts TokenStream::parts(std::shared_ptr<const TokenStream> stream, Use use) {
  const std::int64_t context = stream->context_;
  const bool trains = use == Use::kTrain;
  const auto length_of = [stream, context, trains](std::int64_t sample) {
    return trains ? context + 1 : std::ssize(stream->window(sample * context));
  };
  return {std::make_shared<WindowsPart>(stream, context, trains),
          feed::scalar_part<std::int64_t>(tensor::part::kLengths, length_of)};
}

}  // namespace maas::encoders
