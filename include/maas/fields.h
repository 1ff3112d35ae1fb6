#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>
#include <variant>
#include <vector>

#include "maas/error.h"

/// The field table: a struct with defaults and one `describe(Fields&, Struct&)` beside it is all
/// that recipe keys, command-line flags, ranges, help and resolved recipes are made from.
namespace maas {

/// Bounds of a number; an open bound is excluded.
struct Range {
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  bool min_open = false;
  bool max_open = false;

  bool contains(double value) const {
    return (min_open ? value > min : value >= min) && (max_open ? value < max : value <= max);
  }
};

inline Range at_least(double min) {
  return {.min = min};
}
inline Range above(double min) {
  return {.min = min, .min_open = true};
}
inline Range between(double min, double max) {
  return {.min = min, .max = max};
}
/// `[min, max)`
inline Range below(double min, double max) {
  return {.min = min, .max = max, .max_open = true};
}
/// `(min, max]`
inline Range within(double min, double max) {
  return {.min = min, .max = max, .min_open = true};
}

/// A length of training, written `500step`, `5epoch` or `2Mtok` (suffixes k, M, G multiply).
struct Span {
  enum class Unit { kStep, kEpoch, kToken };
  double amount = 0;
  Unit unit = Unit::kStep;
  friend bool operator==(const Span&, const Span&) = default;
};

/// A length of time, written `30s`, `90min` or `2h`.
struct Duration {
  double seconds = 0;
  friend bool operator==(const Duration&, const Duration&) = default;
};

/// A path; a relative one counts from the file that wrote it.
struct Path {
  std::string text;
  bool empty() const { return text.empty(); }
  friend bool operator==(const Path&, const Path&) = default;
};

class Fields;

/// Any described struct with its type erased: the options of a component.
class AnyOptions {
 public:
  AnyOptions() = default;
  template <class Struct>
  static AnyOptions of(Struct value = {}) {
    AnyOptions any;
    any.held_ = std::make_unique<Held<Struct>>(std::move(value));
    return any;
  }
  AnyOptions(const AnyOptions& other) : held_(other.held_ ? other.held_->clone() : nullptr) {}
  AnyOptions(AnyOptions&&) noexcept = default;
  AnyOptions& operator=(AnyOptions other) noexcept {
    held_ = std::move(other.held_);
    return *this;
  }
  ~AnyOptions() = default;

  bool empty() const { return held_ == nullptr; }
  void describe_into(Fields& fields) {
    if (held_) held_->describe_into(fields);
  }
  /// @throws Error kInternal if a struct of another type, or none, is held
  template <class Struct>
  const Struct& as() const {
    if (held_ == nullptr || held_->type() != typeid(Struct)) {
      fail(ErrorCode::kInternal, "component options hold {}, not {}",
           held_ ? held_->type().name() : "nothing", typeid(Struct).name());
    }
    return static_cast<const Held<Struct>*>(held_.get())->value;
  }
  template <class Struct>
  Struct& as() {
    return const_cast<Struct&>(std::as_const(*this).as<Struct>());
  }

 private:
  struct Holder {
    virtual ~Holder() = default;
    virtual std::unique_ptr<Holder> clone() const = 0;
    virtual void describe_into(Fields& fields) = 0;
    virtual const std::type_info& type() const = 0;
  };
  template <class Struct>
  struct Held final : Holder {
    explicit Held(Struct held) : value(std::move(held)) {}
    std::unique_ptr<Holder> clone() const override { return std::make_unique<Held>(value); }
    void describe_into(Fields& fields) override { describe(fields, value); }
    const std::type_info& type() const override { return typeid(Struct); }
    Struct value;
  };
  std::unique_ptr<Holder> held_;
};

/// The registries that a component's name is looked up in; one folder of `lib/` each.
enum class Registry {
  kArchitecture,
  kTask,
  kLayout,
  kTransform,
  kOptimizer,
  kSchedule,
  kQuantizer,
  kPruner,
  kExporter,
};

/// A component chosen by name, with its options. Empty options mean "not looked up yet".
struct Component {
  std::string name;
  AnyOptions options;
};

struct Field;
struct Slot;

/// Access to a list: elements are appended as slots and written through them.
struct ListSlot {
  std::function<std::size_t()> size;
  std::function<Slot(std::size_t)> at;
  std::function<Slot()> append;
  std::function<void()> clear;
};
/// Access to a map with keys of the user's choosing.
struct MapSlot {
  std::function<std::vector<std::string>()> keys;
  std::function<Slot(const std::string&)> at;  ///< inserts the key if it is not there
  std::function<void()> clear;
};
/// Access to an optional value; `emplace` makes it present, and is idempotent.
struct OptionalSlot {
  std::function<bool()> present;
  std::function<Slot()> emplace;
  std::function<void()> reset;
};
/// Access to a nested described struct; the table refers into the struct.
struct StructSlot {
  std::function<Fields()> open;
};

/// Where a field's value lives.
struct Slot {
  std::variant<bool*, std::int64_t*, double*, std::string*, Path*, Span*, Duration*, ListSlot,
               MapSlot, OptionalSlot, StructSlot>
      target;
};

/// One row of a field table. The setters return the row, so that a description reads as a line.
struct Field {
  std::string key;  ///< snake_case; the flag is the same with `-`
  std::string doc;  ///< one sentence without a stop
  Slot slot;
  Range bounds{};                      ///< of a number, and of each number of a list
  std::vector<std::string> allowed{};  ///< of a text, and of each text of a list; empty: any
  std::string absent_word{};           ///< how an absent optional is written; always also `null`
  std::string former_key{};            ///< what the key was called before
  std::string placeholder{};           ///< for help: FILE, EXPR, ...
  bool is_required = false;
  bool changes_on_resume = false;  ///< a resumed run may have another value
  bool is_discriminator = false;   ///< the name of the table's component
  bool stands_for_table = false;   ///< a table of this alone may be written as its value

  Field& range(Range value) { return bounds = value, *this; }
  Field& choices(std::vector<std::string> value) { return allowed = std::move(value), *this; }
  Field& absent(std::string word) { return absent_word = std::move(word), *this; }
  Field& renamed_from(std::string old) { return former_key = std::move(old), *this; }
  Field& metavar(std::string name) { return placeholder = std::move(name), *this; }
  Field& required() { return is_required = true, *this; }
  Field& short_form() { return stands_for_table = true, *this; }
  Field& may_change_on_resume() { return changes_on_resume = true, *this; }
};

/// The component of a table: its discriminator is a field, its options' fields join the table.
struct ComponentSlot {
  Registry registry;
  Component* component;
  std::string key;  ///< of the discriminator: name, arch, op, format, method
};

/// The table of one struct, bound to one object, which must outlive it.
class Fields {
 public:
  /// Adds a field for `value`; its type decides what may be written there.
  template <class Value>
  Field& operator()(std::string key, Value& value, std::string doc) {
    rows_.push_back(Field{.key = std::move(key), .doc = std::move(doc), .slot = slot_of(value)});
    return rows_.back();
  }

  /// Adds the discriminator field of a component; a table has at most one.
  Field& component(std::string key, Component& value, Registry registry, std::string doc) {
    component_ = ComponentSlot{registry, &value, key};
    Field& row = (*this)(std::move(key), value.name, std::move(doc));
    row.is_discriminator = true;
    return row;
  }

  /// Adds the fields of the chosen component's options, once they are looked up.
  void join_component() { component_->component->options.describe_into(*this); }

  std::vector<Field>& rows() { return rows_; }
  const std::vector<Field>& rows() const { return rows_; }
  const std::optional<ComponentSlot>& component() const { return component_; }

  /// The field whose value may stand for a table of it alone, or null.
  const Field* short_form() const {
    for (const Field& row : rows_)
      if (row.stands_for_table) return &row;
    return nullptr;
  }

  Field* find(std::string_view key) {
    for (Field& row : rows_)
      if (row.key == key) return &row;
    return nullptr;
  }

 private:
  template <class Value>
  static Slot slot_of(Value& value);

  std::vector<Field> rows_;
  std::optional<ComponentSlot> component_;
};

/// Returns the table of a described struct, bound to `object`.
template <class Struct>
Fields fields_of(Struct& object) {
  Fields fields;
  describe(fields, object);
  return fields;
}

namespace detail {
template <class>
inline constexpr bool kIsList = false;
template <class T>
inline constexpr bool kIsList<std::vector<T>> = true;
template <class>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;
template <class>
inline constexpr bool kIsMap = false;
template <class T>
inline constexpr bool kIsMap<std::map<std::string, T>> = true;
}  // namespace detail

template <class Value>
Slot Fields::slot_of(Value& value) {
  if constexpr (requires(Slot slot) { slot.target = &value; }) {
    return Slot{&value};
  } else if constexpr (detail::kIsList<Value>) {
    return Slot{ListSlot{
        .size = [&value] { return value.size(); },
        .at = [&value](std::size_t index) { return slot_of(value[index]); },
        .append = [&value] { return slot_of(value.emplace_back()); },
        .clear = [&value] { value.clear(); },
    }};
  } else if constexpr (detail::kIsMap<Value>) {
    return Slot{MapSlot{
        .keys =
            [&value] {
              std::vector<std::string> keys;
              for (const auto& entry : value) keys.push_back(entry.first);
              return keys;
            },
        .at = [&value](const std::string& key) { return slot_of(value[key]); },
        .clear = [&value] { value.clear(); },
    }};
  } else if constexpr (detail::kIsOptional<Value>) {
    return Slot{OptionalSlot{
        .present = [&value] { return value.has_value(); },
        .emplace = [&value] { return slot_of(value ? *value : value.emplace()); },
        .reset = [&value] { value.reset(); },
    }};
  } else {
    return Slot{StructSlot{.open = [&value] { return fields_of(value); }}};
  }
}

}  // namespace maas
