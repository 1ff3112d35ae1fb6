#include "serving/oip/classification.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include <fmt/format.h>

#include "maas/error.h"

namespace maas::serving::oip {
namespace {

/// The positions of the largest values, best first.
std::vector<std::size_t> largest(std::span<const float> row, std::size_t count) {
  std::vector<std::size_t> order(row.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::partial_sort(
      order, order.begin() + static_cast<std::ptrdiff_t>(count),
      [&](std::size_t a, std::size_t b) { return row[a] != row[b] ? row[a] > row[b] : a < b; });
  order.resize(count);
  return order;
}

/// Six places behind the point, as Triton writes them.
std::string text_of(float value, std::size_t index, std::span<const std::string> labels) {
  std::string text = fmt::format("{:f}:{}", value, index);
  return index < labels.size() ? text + ":" + labels[index] : text;
}

}  // namespace

inference::HostTensor top_classes(const inference::HostTensor& output, std::int64_t count,
                                  std::span<const std::string> labels) {
  const auto* values = std::get_if<std::vector<float>>(&output.data);
  if (values == nullptr || output.shape.size() < 2 || values->empty()) {
    fail(ErrorCode::kInvalidData, "output '{}' has no scores of classes to choose from",
         output.name);
  }
  const std::size_t classes = values->size() / static_cast<std::size_t>(output.shape.front());
  const std::size_t chosen = std::min(classes, static_cast<std::size_t>(count));
  std::vector<std::string> texts;
  texts.reserve(static_cast<std::size_t>(output.shape.front()) * chosen);
  for (std::size_t first = 0; first < values->size(); first += classes) {
    const std::span<const float> row = std::span(*values).subspan(first, classes);
    for (const std::size_t index : largest(row, chosen)) {
      texts.push_back(text_of(row[index], index, labels));
    }
  }
  return {output.name, {output.shape.front(), static_cast<std::int64_t>(chosen)}, std::move(texts)};
}

}  // namespace maas::serving::oip
