#include "language/telling.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/utf8.h"
#include "kernels/vector.h"

namespace maas::language {
namespace {

using decoding::EncodedText;
using decoding::EncoderSpecification;
using decoding::Telling;

double sigmoid(double x) {
  return 1 / (1 + std::exp(-x));
}

std::vector<float> softmax(std::span<const float> logits) {
  std::vector<float> probabilities(logits.begin(), logits.end());
  kernels::softmax(probabilities.data(), 1, std::ssize(probabilities));
  return probabilities;
}

/// The likeliest labels, the first of equals first.
std::vector<ScoredLabel> likeliest(const std::vector<std::string>& labels,
                                   const std::vector<float>& probabilities, std::int64_t top) {
  std::vector<std::size_t> order(labels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(
      order, [&](std::size_t a, std::size_t b) { return probabilities[a] > probabilities[b]; });
  order.resize(std::min(order.size(), static_cast<std::size_t>(top)));
  std::vector<ScoredLabel> scored;
  for (const std::size_t i : order) {
    scored.push_back({.label = labels[i], .probability = static_cast<double>(probabilities[i])});
  }
  return scored;
}

Prediction told_labels(const EncoderSpecification& specification, std::span<const float> logits,
                       std::int64_t top) {
  std::vector<float> probabilities;
  if (specification.telling == Telling::kClass) {
    probabilities = softmax(logits);
  } else {
    for (const float logit : logits) probabilities.push_back(static_cast<float>(sigmoid(logit)));
  }
  Prediction prediction;
  prediction.top = likeliest(specification.labels, probabilities, top);
  prediction.label = prediction.top.front().label;
  prediction.probability = prediction.top.front().probability;
  return prediction;
}

/// Walks over a text by characters, forwards.
class Characters {
 public:
  explicit Characters(std::string_view text) : rest_(text) {}

  /// Returns the characters [from, to), which do not begin before those that were taken.
  std::string take(std::int64_t from, std::int64_t to) {
    skip(from - at_);
    const std::string_view begin = rest_;
    skip(to - from);
    return std::string(begin.substr(0, begin.size() - rest_.size()));
  }

 private:
  void skip(std::int64_t count) {
    for (; count > 0 && !rest_.empty(); --count, ++at_) {
      rest_.remove_prefix(std::max<std::size_t>(1, base::first_code_point(rest_).length));
    }
  }

  std::string_view rest_;
  std::int64_t at_ = 0;
};

/// "B-PER": what begins anew, and of which kind.
struct Tag {
  explicit Tag(const std::string& label)
      : begins(label.starts_with("B-")),
        kind(begins || label.starts_with("I-") ? label.substr(2) : label) {}

  bool begins;
  std::string kind;
};

/// Joins neighbours of one kind; what is outside is called O.
class SpanJoiner {
 public:
  void add(const std::string& label, double probability, const text::Encoding::Span& place) {
    const Tag tag(label);
    if (spans_.empty() || tag.begins || spans_.back().label != tag.kind) {
      end();
      spans_.push_back({.label = tag.kind, .from = place.from});
    }
    spans_.back().to = place.to;
    spans_.back().probability += probability;
    ++tokens_;
  }

  std::vector<LabelledSpan> take(std::string_view text) {
    end();
    std::erase_if(spans_, [](const LabelledSpan& span) { return span.label == "O"; });
    Characters characters(text);
    for (LabelledSpan& span : spans_) span.text = characters.take(span.from, span.to);
    return std::move(spans_);
  }

 private:
  /// A span is as probable as its tokens are on average.
  void end() {
    if (!spans_.empty()) spans_.back().probability /= tokens_;
    tokens_ = 0;
  }

  std::vector<LabelledSpan> spans_;
  double tokens_ = 0;
};

Prediction told_spans(const EncoderSpecification& specification, std::string_view text,
                      const EncodedText& encoded, std::span<const float> logits) {
  const std::size_t labels = specification.labels.size();
  SpanJoiner joiner;
  for (std::size_t i = 0; i < encoded.offsets.size(); ++i) {
    const text::Encoding::Span& place = encoded.offsets[i];
    if (place.from == place.to) continue;
    const std::vector<float> probabilities = softmax(logits.subspan(i * labels, labels));
    const auto best = std::ranges::max_element(probabilities) - probabilities.begin();
    joiner.add(specification.labels[static_cast<std::size_t>(best)],
               probabilities[static_cast<std::size_t>(best)], place);
  }
  Prediction prediction;
  prediction.labels = joiner.take(text);
  return prediction;
}

/// The double that is written with as few digits as the float.
double short_double(float value) {
  char digits[32];
  const auto written = std::to_chars(std::begin(digits), std::end(digits), value);
  double result = value;
  std::from_chars(digits, written.ptr, result);
  return result;
}

}  // namespace

Prediction told(const EncoderSpecification& specification, std::string_view text,
                const EncodedText& encoded, std::span<const float> logits, std::int64_t top) {
  Prediction prediction;
  switch (specification.telling) {
    case Telling::kTokens:
      return told_spans(specification, text, encoded, logits);
    case Telling::kScore:
      prediction.value = sigmoid(logits.front());
      return prediction;
    case Telling::kValue:
    case Telling::kRawScore:
      prediction.value = short_double(logits.front());
      return prediction;
    default:
      return told_labels(specification, logits, top);
  }
}

Prediction told(std::span<const float> embedding, std::int64_t dimensions, bool normalized) {
  const auto left = embedding.first(static_cast<std::size_t>(dimensions));
  double length = 1;
  if (normalized && left.size() < embedding.size()) {
    length = std::sqrt(std::inner_product(left.begin(), left.end(), left.begin(), 0.0));
  }
  Prediction prediction;
  for (const float value : left) {
    prediction.embedding.push_back(length > 0 ? short_double(static_cast<float>(value / length))
                                              : 0);
  }
  return prediction;
}

}  // namespace maas::language
