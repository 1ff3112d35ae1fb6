#include "encoders/text/requests.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "encoders/texts_in.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

void check_text(const std::string& text, std::size_t index) {
  if (base::find_invalid_utf8(text) != text.npos) {
    fail(ErrorCode::kInvalidData, "'{}[{}]' is not UTF-8 at byte {}", kTextInput, index,
         base::find_invalid_utf8(text));
  }
  if (base::trim(text).empty()) {
    fail(ErrorCode::kInvalidData, "'{}[{}]' is empty", kTextInput, index);
  }
}

}  // namespace

TensorSpec text_input() {
  return {kTextInput, "BYTES", {-1}};
}

HostTensors text_request(std::vector<std::string> texts) {
  const std::int64_t count = std::ssize(texts);
  return {{kTextInput, {count}, std::move(texts)}};
}

std::int64_t check_texts(HostTensors& inputs) {
  const std::vector<std::string>& texts = texts_in(inputs, kTextInput);
  check_one_each(inputs.front(), texts.size());
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
