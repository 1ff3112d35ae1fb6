#include "encoders/text/requests.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

constexpr const char* kInput = "text";

void check_text(const std::string& text, std::size_t index) {
  if (base::find_invalid_utf8(text) != text.npos) {
    fail(ErrorCode::kInvalidData, "'{}[{}]' is not UTF-8 at byte {}", kInput, index,
         base::find_invalid_utf8(text));
  }
  if (base::trim(text).empty()) {
    fail(ErrorCode::kInvalidData, "'{}[{}]' is empty", kInput, index);
  }
}

}  // namespace

TensorSpec text_input() {
  return {kInput, "BYTES", {-1}};
}

HostTensors text_request(std::vector<std::string> texts) {
  const std::int64_t count = std::ssize(texts);
  return {{kInput, {count}, std::move(texts)}};
}

std::vector<std::string>& texts_in(HostTensors& inputs) {
  if (inputs.size() == 1 && inputs.front().name == kInput) {
    auto* const texts = std::get_if<std::vector<std::string>>(&inputs.front().data);
    if (texts != nullptr) return *texts;
    fail(ErrorCode::kInvalidData, "input '{}' is not of BYTES", kInput);
  }
  fail(ErrorCode::kInvalidData, "expected the one input '{}', got {}", kInput,
       inputs.size() == 1 ? "'" + base::abridged(inputs.front().name) + "'"
                          : fmt::format("{} inputs", inputs.size()));
}

std::int64_t check_texts(HostTensors& inputs) {
  const std::vector<std::string>& texts = texts_in(inputs);
  const HostTensor& input = inputs.front();
  const bool is_list = input.shape.size() == 1 || (input.shape.size() == 2 && input.shape[1] == 1);
  if (!is_list || texts.empty() || std::ssize(texts) != input.rows()) {
    fail(ErrorCode::kInvalidData, "input '{}' has shape [{}], expected [N] or [N, 1]", kInput,
         fmt::join(input.shape, ", "));
  }
  std::int64_t longest = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    check_text(texts[i], i);
    longest = std::max(longest, std::ssize(texts[i]));
  }
  return longest;
}

HostTensors padded(const std::vector<std::vector<std::int64_t>>& lists) {
  const std::int64_t rows = std::ssize(lists);
  std::vector<std::int64_t> lengths;
  for (const auto& list : lists) lengths.push_back(std::ssize(list));
  const std::int64_t longest = *std::ranges::max_element(lengths);
  std::vector<std::int64_t> ids(static_cast<std::size_t>(rows * longest));
  for (std::int64_t row = 0; row < rows; ++row) {
    std::ranges::copy(lists[static_cast<std::size_t>(row)], ids.begin() + row * longest);
  }
  return {{tensor::part::kIds, {rows, longest}, std::move(ids)},
          {tensor::part::kLengths, {rows}, std::move(lengths)}};
}

}  // namespace maas::encoders
