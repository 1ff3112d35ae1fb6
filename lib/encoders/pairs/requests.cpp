#include "encoders/pairs/requests.h"

#include <algorithm>

#include "base/strings.h"
#include "base/utf8.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

const HostTensor* find(const HostTensors& inputs, std::string_view name) {
  const auto found = std::ranges::find(inputs, name, &HostTensor::name);
  return found == inputs.end() ? nullptr : &*found;
}

/// @throws Error kInvalidData for an input that is none of these, or comes twice
void check_names_of(const HostTensors& inputs, const std::vector<std::string>& known) {
  for (const HostTensor& input : inputs) {
    if (std::ranges::find(known, input.name) == known.end()) {
      throw failure_with_hint(ErrorCode::kInvalidData, base::did_you_mean(input.name, known),
                              "there is no input '{}', only {}", base::abridged(input.name),
                              base::join(known, " and "));
    }
    if (find(inputs, input.name) != &input) {
      fail(ErrorCode::kInvalidData, "input '{}' is there twice", input.name);
    }
  }
}

void check_text(const std::string& text, const std::string& input, std::size_t index) {
  const std::size_t invalid = base::find_invalid_utf8(text);
  if (invalid != text.npos) {
    fail(ErrorCode::kInvalidData, "'{}[{}]' is not UTF-8 at byte {}", input, index, invalid);
  }
  if (base::trim(text).empty()) fail(ErrorCode::kInvalidData, "'{}[{}]' is empty", input, index);
}

void check_input(const HostTensor& input, std::int64_t rows) {
  const auto* const texts = std::get_if<std::vector<std::string>>(&input.data);
  const auto* const numbers = std::get_if<std::vector<std::int64_t>>(&input.data);
  if (texts == nullptr && numbers == nullptr) {
    fail(ErrorCode::kInvalidData, "input '{}' is neither of BYTES nor of INT64", input.name);
  }
  const std::int64_t elements = texts != nullptr ? std::ssize(*texts) : std::ssize(*numbers);
  const bool is_list = input.shape.size() == 1 || (input.shape.size() == 2 && input.shape[1] == 1);
  if (!is_list || rows < 1 || input.rows() != rows || elements != rows) {
    fail(ErrorCode::kInvalidData, "input '{}' has shape [{}], expected [N] or [N, 1] as all inputs",
         input.name, fmt::join(input.shape, ", "));
  }
  if (texts == nullptr) return;
  for (std::size_t i = 0; i < texts->size(); ++i) check_text((*texts)[i], input.name, i);
}

}  // namespace

Demand check_pairs(const HostTensors& inputs, bool has_items) {
  std::vector<std::string> names = {kUserInput};
  if (has_items) names.emplace_back(kItemInput);
  check_names_of(inputs, names);
  const HostTensor* const users = find(inputs, kUserInput);
  for (const std::string& name : names) {
    const HostTensor* const input = find(inputs, name);
    if (input == nullptr) fail(ErrorCode::kInvalidData, "input '{}' is missing", name);
    check_input(*input, users->rows());
  }
  const std::int64_t rows = users->rows();
  return {.samples = rows,
          .bytes = rows * std::ssize(names) * static_cast<std::int64_t>(sizeof(std::int64_t))};
}

HostTensor numbered(const HostTensors& inputs, std::string_view input, const Names& names,
                    const char* part) {
  const HostTensor& given = *find(inputs, input);
  std::vector<std::int64_t> numbers;
  if (const auto* const ids = std::get_if<std::vector<std::int64_t>>(&given.data)) {
    for (const std::int64_t id : *ids) numbers.push_back(names.number(std::to_string(id)));
  } else {
    for (const std::string& text : std::get<std::vector<std::string>>(given.data)) {
      numbers.push_back(names.number(base::trim(text)));
    }
  }
  return {part, {given.rows()}, std::move(numbers)};
}

}  // namespace maas::encoders
