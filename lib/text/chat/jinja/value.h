#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "text/chat/jinja/budget.h"

namespace maas::text::jinja {

class Dict;
class Object;
struct Sequence;

/// The absence of a value, and whose.
struct Undefined {
  std::string why;
};

struct None {};

/// A string in UTF-8.
struct Text {
  std::string bytes;
  bool is_markup = false;  ///< what is joined to it by `+` is escaped for HTML, as `safe` makes it
};

/// A value of a template: one of Python's, as far as templates need them. Copies share what they
/// hold, which nothing changes.
class Value {
 public:
  using Data = std::variant<std::shared_ptr<const Undefined>, None, bool, std::int64_t, double,
                            std::shared_ptr<const Text>, std::shared_ptr<Sequence>,
                            std::shared_ptr<const Dict>, std::shared_ptr<Object>>;

  Value() : data_(None()) {}
  explicit Value(Data data) : data_(std::move(data)) {}

  template <class Kind>
  bool is() const {
    return std::holds_alternative<Kind>(data_);
  }
  bool is_undefined() const { return is<std::shared_ptr<const Undefined>>(); }
  bool is_none() const { return is<None>(); }
  bool is_bool() const { return is<bool>(); }
  bool is_text() const { return is<std::shared_ptr<const Text>>(); }
  bool is_dict() const { return is<std::shared_ptr<const Dict>>(); }
  /// Whole numbers, which truth values are too.
  bool is_integer() const { return is<std::int64_t>() || is<bool>(); }
  bool is_number() const { return is_integer() || is<double>(); }

  const std::string& bytes() const { return text().bytes; }
  const Text& text() const { return *std::get<std::shared_ptr<const Text>>(data_); }
  const Dict& dict() const { return *std::get<std::shared_ptr<const Dict>>(data_); }
  std::int64_t integer() const {
    return is_bool() ? std::int64_t{std::get<bool>(data_)} : std::get<std::int64_t>(data_);
  }
  double number() const {
    return is<double>() ? std::get<double>(data_) : static_cast<double>(integer());
  }
  /// Null if it is something else.
  Sequence* sequence() const;
  Object* object() const;

  const Data& data() const { return data_; }

 private:
  Data data_;
};

using Values = std::vector<Value>;

/// Values in a row.
struct Sequence {
  enum class Kind : std::uint8_t {
    kList,
    kTuple,
    kRange,
    kView,       ///< of a dict: has a length but no index
    kGenerator,  ///< is gone through once
  };

  Kind kind = Kind::kList;
  std::shared_ptr<const Values> items;
  std::size_t next = 0;   ///< of a generator
  std::size_t depth = 1;  ///< levels of values, one more than the deepest item
  std::string shown;      ///< how Python writes a view or range
};

/// Keys and values in the order in which they came.
class Dict {
 public:
  using Entry = std::pair<Value, Value>;

  /// @throws Problem if the key is not hashable
  const Value* find(const Value& key) const;
  const Value* find(std::string_view key) const;
  /// Replaces the value of a known key.
  void set(const Value& key, Value value);

  const std::vector<Entry>& entries() const { return entries_; }
  std::size_t depth() const { return depth_; }

 private:
  const std::size_t* at(const std::string& hash) const;

  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> index_;
  std::size_t depth_ = 1;
};

/// What is handed to a function, filter or test.
struct Arguments {
  Values positional;
  std::vector<std::pair<std::string, Value>> named;
};

class State;

/// A value with a behaviour of its own: a function, a macro, a loop, a namespace.
class Object {
 public:
  virtual ~Object() = default;
  /// As Python names its type.
  virtual std::string_view type() const = 0;
  virtual std::optional<Value> attribute(State& state, std::string_view name);
  /// @throws Problem if it cannot be called
  virtual Value call(State& state, const Arguments& arguments);
  virtual bool is_callable() const { return false; }
  /// Lets go of other values, so that none hold each other for ever.
  virtual void clear() {}
};

inline Value none() {
  return Value();
}
inline Value boolean(bool value) {
  return Value(Value::Data(value));
}
inline Value integer(std::int64_t value) {
  return Value(Value::Data(value));
}
inline Value size_value(std::size_t value) {
  return integer(static_cast<std::int64_t>(value));
}
inline Value real(double value) {
  return Value(Value::Data(value));
}
Value undefined(std::string why);

/// Returns levels of values: 0 for what holds no others.
std::size_t depth_of(const Value& value);

/// The makers below pay for what they make.
/// @throws Problem if that is beyond a limit
Value text(Budget& budget, std::string bytes, bool is_markup = false);
Value sequence(Budget& budget, Sequence::Kind kind, Values items, std::string shown = {});
Value list(Budget& budget, Values items);
Value tuple(Budget& budget, Values items);
Value generator(Budget& budget, Values items);
Value dict(Budget& budget, Dict entries);

/// Returns Python's name of the value's type.
std::string_view type_of(const Value& value);

/// Returns what equal values, of different types too, have in common.
/// @throws Problem if Python could not hash the value
std::string hash_of(const Value& value);

}  // namespace maas::text::jinja
