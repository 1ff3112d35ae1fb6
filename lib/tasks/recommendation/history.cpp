#include "tasks/recommendation/history.h"

#include <algorithm>

#include <ATen/ops/from_blob.h>

#include "maas/error.h"
#include "tensor/weights.h"

namespace maas::tasks {
namespace {

constexpr const char* kFile = "history.safetensors";
constexpr const char* kOffsets = "offsets";
constexpr const char* kItems = "items";
constexpr const char* kPopularity = "popularity";

template <class Value>
std::vector<Value> values_of(const formats::TensorFile& file, const char* name) {
  const at::Tensor values = tensor::tensor_of(file.at(name)).contiguous();
  if (values.dim() != 1 || values.scalar_type() != c10::CppTypeToScalarType<Value>::value) {
    fail(ErrorCode::kInvalidData, "{}: '{}' is no list of {}", file.origin(), name,
         c10::toString(c10::CppTypeToScalarType<Value>::value));
  }
  const auto* const first = values.const_data_ptr<Value>();
  return {first, first + values.numel()};
}

/// @throws Error kInvalidData unless each list holds items in order
void require_lists(const ItemLists& lists, std::int64_t users, std::int64_t items,
                   const std::string& file) {
  const std::vector<std::int64_t>& offsets = lists.offsets();
  const bool are_whole = std::ssize(offsets) == users + 1 && offsets.front() == 0 &&
                         offsets.back() == std::ssize(lists.items()) &&
                         std::ranges::is_sorted(offsets);
  const bool are_items = std::ranges::all_of(
      lists.items(), [&](std::int32_t item) { return item > 0 && item < items; });
  bool are_sorted = are_whole;
  for (std::int64_t user = 0; are_sorted && user < users; ++user) {
    are_sorted = std::ranges::is_sorted(lists.of(user));
  }
  if (are_items && are_sorted) return;
  fail(ErrorCode::kInvalidData, "{}: it does not list items in order for each of {} users", file,
       users - 1);
}

History published(const std::filesystem::path& path, const encoders::PairEncoder& encoder) {
  const formats::TensorFile file = formats::open_safetensors(path);
  History history{
      .rated = {values_of<std::int64_t>(file, kOffsets), values_of<std::int32_t>(file, kItems)},
      .popularity = values_of<std::int64_t>(file, kPopularity)};
  require_lists(history.rated, encoder.users().size(), encoder.items().size(), path.string());
  if (std::ssize(history.popularity) == encoder.items().size()) return history;
  fail(ErrorCode::kInvalidData, "{}: '{}' is of {} items, not {}", path.string(), kPopularity,
       history.popularity.size() - 1, encoder.items().size() - 1);
}

History gathered(const data::Pairs& train, const encoders::PairEncoder& encoder,
                 const std::optional<double>& relevant) {
  History history{
      .rated = {encoder.users().size(), known_pairs(train, encoder, std::nullopt)},
      .popularity = std::vector<std::int64_t>(static_cast<std::size_t>(encoder.items().size()))};
  const ItemLists liked(encoder.users().size(), known_pairs(train, encoder, relevant));
  for (const std::int32_t item : liked.items()) {
    ++history.popularity[static_cast<std::size_t>(item)];
  }
  return history;
}

/// What a model was trained on, and what it is trained on further.
History joined(const History& before, const History& now) {
  std::vector<ItemLists::Pair> pairs;
  const std::int64_t users = std::ssize(now.rated.offsets()) - 1;
  for (const History* const each : {&before, &now}) {
    for (std::int64_t user = 0; user < users; ++user) {
      for (const std::int32_t item : each->rated.of(user)) {
        pairs.emplace_back(static_cast<std::int32_t>(user), item);
      }
    }
  }
  History all{.rated = {users, std::move(pairs)}, .popularity = before.popularity};
  for (std::size_t i = 0; i < all.popularity.size(); ++i) all.popularity[i] += now.popularity[i];
  return all;
}

template <class Value>
at::Tensor tensor_over(const std::vector<Value>& values) {
  return at::from_blob(const_cast<Value*>(values.data()), {std::ssize(values)},
                       c10::CppTypeToScalarType<Value>::value);
}

}  // namespace

std::vector<ItemLists::Pair> known_pairs(const data::Pairs& pairs,
                                         const encoders::PairEncoder& encoder,
                                         const std::optional<double>& liked_from) {
  std::vector<ItemLists::Pair> known;
  for (std::int64_t i = 0; i < pairs.size(); ++i) {
    const std::int64_t user = encoder.users().number(pairs.user(i));
    const std::int64_t item = encoder.items().number(pairs.item(i));
    const bool is_known = user != encoders::Names::kUnknown && item != encoders::Names::kUnknown;
    if (!is_known || !is_liked(pairs.rating(i), liked_from)) continue;
    known.emplace_back(static_cast<std::int32_t>(user), static_cast<std::int32_t>(item));
  }
  return known;
}

History history_of(const encoders::Basis& basis, const encoders::PairEncoder& encoder,
                   const std::optional<double>& relevant) {
  if (basis.model == nullptr) {
    return gathered(data::as<data::Pairs>(*basis.train), encoder, relevant);
  }
  History before = published(basis.model->path(kFile), encoder);
  if (basis.train == nullptr) return before;
  return joined(before, gathered(data::as<data::Pairs>(*basis.train), encoder, relevant));
}

void save(const History& history, const store::ModelWriter& writer) {
  tensor::save_tensors(writer.file(kFile), {{kOffsets, tensor_over(history.rated.offsets())},
                                            {kItems, tensor_over(history.rated.items())},
                                            {kPopularity, tensor_over(history.popularity)}});
}

}  // namespace maas::tasks
