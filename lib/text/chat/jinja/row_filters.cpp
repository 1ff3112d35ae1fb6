#include <algorithm>
#include <unordered_set>

#include "text/chat/jinja/characters.h"
#include "text/chat/jinja/filters.h"
#include "text/chat/jinja/methods.h"
#include "text/chat/jinja/parameters.h"
#include "text/chat/jinja/show.h"
#include "text/chat/jinja/state.h"

namespace maas::text::jinja {
namespace {

/// What rows are ordered by: an attribute, without regard to case unless wanted.
class Key {
 public:
  Key(State& state, std::optional<Value> path, bool is_case_sensitive)
      : state_(state), path_(std::move(path)), is_case_sensitive_(is_case_sensitive) {
    if (path_ && path_->is_none()) path_.reset();
  }

  Value of(const Value& item) const {
    Value key = path_ ? attribute_at(state_, item, *path_) : item;
    if (is_case_sensitive_ || !key.is_text()) return key;
    return text(state_.budget(), lowered_points(key.bytes()));
  }

 private:
  State& state_;
  std::optional<Value> path_;
  bool is_case_sensitive_;
};

std::optional<Value> given_at(const Parameters& given, std::size_t index) {
  return given.has(index) ? std::optional(given.at(index)) : std::nullopt;
}

/// Sorts stably by `key`, from the largest if `is_reverse`.
Values sorted(Budget& budget, const Values& items, bool is_reverse, const auto& key) {
  std::vector<std::pair<Value, const Value*>> keyed;
  budget.make(items.size() * sizeof(keyed.front()));
  for (const Value& item : items) keyed.emplace_back(key(item), &item);
  std::stable_sort(keyed.begin(), keyed.end(), [&](const auto& a, const auto& b) {
    return is_reverse ? less(budget, b.first, a.first) : less(budget, a.first, b.first);
  });
  Values result;
  for (const auto& [each, item] : keyed) result.push_back(*item);
  return result;
}

Value length(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("length", arguments, {});
  return size_value(length_of(state.budget(), value));
}

Value first(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("first", arguments, {});
  Sequence* sequence = value.sequence();
  if (sequence != nullptr && sequence->kind == Sequence::Kind::kGenerator) {
    if (sequence->next < sequence->items->size()) return (*sequence->items)[sequence->next++];
  } else {
    const std::shared_ptr<const Values> items = items_of(state.budget(), value);
    if (!items->empty()) return items->front();
  }
  return undefined("no first item, the row is empty");
}

Value last(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("last", arguments, {});
  const std::shared_ptr<const Values> items = items_of(state.budget(), value);
  return items->empty() ? undefined("no last item, the row is empty") : items->back();
}

Value to_list(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("list", arguments, {});
  return list(state.budget(), *items_of(state.budget(), value));
}

Value join(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("join", arguments, {"d", "attribute"});
  const std::string between = given.has(0) ? shown(state.budget(), given.at(0)) : "";
  const std::shared_ptr<const Values> items = items_of(state.budget(), value);
  std::string result;
  for (const Value& item : *items) {
    if (&item != items->data()) state.write(between, result);
    const bool is_part = given.has(1) && !given.at(1).is_none();
    const Value part = is_part ? attribute_at(state, item, given.at(1)) : item;
    state.write(shown(state.budget(), part), result);
  }
  return text(state.budget(), std::move(result));
}

Value reverse(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("reverse", arguments, {});
  if (value.is_text()) return sliced(state.budget(), value, {.step = -1});
  Values items = *items_of(state.budget(), value);
  std::ranges::reverse(items);
  return generator(state.budget(), std::move(items));
}

Value sort(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("sort", arguments, {"reverse", "case_sensitive", "attribute"});
  const std::shared_ptr<const Values> items = items_of(state.budget(), value);
  Values paths;
  if (given.has(2) && given.at(2).is_text()) {
    paths = split_text(state.budget(), given.text(2), ",", -1);
  } else if (given.has(2)) {
    paths = {given.at(2)};
  } else {
    paths = {none()};
  }
  const auto key = [&](const Value& item) {
    Values keys;
    for (const Value& path : paths) {
      keys.push_back(Key(state, path, given.is_true(1, false)).of(item));
    }
    return list(state.budget(), std::move(keys));
  };
  return list(state.budget(), sorted(state.budget(), *items, given.is_true(0, false), key));
}

Value dictsort(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("dictsort", arguments, {"case_sensitive", "by", "reverse"});
  if (!value.is_dict()) complain("'{}' object has no items", type_of(value));
  const std::string by = given.text_or(1, "key");
  if (by != "key" && by != "value") complain("dictsort by '{}', not key or value", by);
  Values pairs;
  for (const auto& [key, each] : value.dict().entries()) {
    pairs.push_back(tuple(state.budget(), {key, each}));
  }
  const Key key(state, integer(by == "key" ? 0 : 1), given.is_true(0, false));
  return list(state.budget(), sorted(state.budget(), pairs, given.is_true(2, false),
                                     [&](const Value& pair) { return key.of(pair); }));
}

Value unique(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("unique", arguments, {"case_sensitive", "attribute"});
  const Key key(state, given_at(given, 1), given.is_true(0, false));
  std::unordered_set<std::string> seen;
  Values items;
  for (const Value& item : *items_of(state.budget(), value)) {
    std::string hash = hash_of(key.of(item));
    state.budget().make(hash.size());
    if (seen.insert(std::move(hash)).second) items.push_back(item);
  }
  return generator(state.budget(), std::move(items));
}

template <bool kLargest>
Value extreme(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("min and max", arguments, {"case_sensitive", "attribute"});
  const Key key(state, given_at(given, 1), given.is_true(0, false));
  const std::shared_ptr<const Values> items = items_of(state.budget(), value);
  const Value* best = nullptr;
  Value best_key;
  for (const Value& item : *items) {
    Value here = key.of(item);
    if (best != nullptr &&
        !(kLargest ? less(state.budget(), best_key, here) : less(state.budget(), here, best_key))) {
      continue;
    }
    best = &item;
    best_key = std::move(here);
  }
  return best == nullptr ? undefined("no item in an empty row") : *best;
}

Value sum(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("sum", arguments, {"attribute", "start"});
  Value total = given.value_or(1, integer(0));
  for (const Value& item : *items_of(state.budget(), value)) {
    const bool is_part = given.has(0) && !given.at(0).is_none();
    total = add(state.budget(), total, is_part ? attribute_at(state, item, given.at(0)) : item);
  }
  return total;
}

Value items(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("items", arguments, {});
  if (value.is_undefined()) return generator(state.budget(), {});
  if (!value.is_dict()) complain("items of '{}', not of a mapping", type_of(value));
  Values pairs;
  for (const auto& [key, each] : value.dict().entries()) {
    pairs.push_back(tuple(state.budget(), {key, each}));
  }
  return generator(state.budget(), std::move(pairs));
}

/// Fills a row up to `count` items.
Values filled(State& state, Values items, std::int64_t count, const std::optional<Value>& fill) {
  if (!fill || fill->is_none() || count <= std::ssize(items)) return items;
  const Value missing = list(state.budget(), {*fill});
  const Value rest = multiply(state.budget(), missing, integer(count - std::ssize(items)));
  items.insert(items.end(), rest.sequence()->items->begin(), rest.sequence()->items->end());
  return items;
}

Value batch(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("batch", arguments, {"linecount", "fill_with"});
  const std::int64_t width = given.integer(0);
  Values rows;
  Values row;
  for (const Value& item : *items_of(state.budget(), value)) {
    if (std::ssize(row) == width) rows.push_back(list(state.budget(), std::exchange(row, {})));
    row.push_back(item);
  }
  if (!row.empty()) {
    row = filled(state, std::move(row), width, given_at(given, 1));
    rows.push_back(list(state.budget(), std::move(row)));
  }
  return generator(state.budget(), std::move(rows));
}

Value slice(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("slice", arguments, {"slices", "fill_with"});
  const std::int64_t count = given.integer(0);
  if (count < 1) complain("slice into {} parts", count);
  const std::shared_ptr<const Values> items = items_of(state.budget(), value);
  const std::int64_t size = std::ssize(*items);
  Values rows;
  auto at = items->begin();
  for (std::int64_t i = 0; i < count; ++i) {
    const bool has_extra = i < size % count;
    const auto end = at + size / count + (has_extra ? 1 : 0);
    Values row(at, end);
    at = end;
    if (!has_extra) row = filled(state, std::move(row), std::ssize(row) + 1, given_at(given, 1));
    rows.push_back(list(state.budget(), std::move(row)));
  }
  return generator(state.budget(), std::move(rows));
}

constexpr NamedFilter kFilters[] = {
    {"batch", batch},       {"count", length},       {"dictsort", dictsort},
    {"first", first},       {"items", items},        {"join", join},
    {"last", last},         {"length", length},      {"list", to_list},
    {"max", extreme<true>}, {"min", extreme<false>}, {"reverse", reverse},
    {"slice", slice},       {"sort", sort},          {"sum", sum},
    {"unique", unique},
};

}  // namespace

std::span<const NamedFilter> row_filters() {
  return kFilters;
}

}  // namespace maas::text::jinja
