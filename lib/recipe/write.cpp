#include "recipe/write.h"

#include <filesystem>
#include <utility>

#include "recipe/builtin.h"
#include "recipe/reference.h"
#include "recipe/scalars.h"

namespace maas::recipe {
namespace {

class Writer {
 public:
  explicit Writer(Purpose purpose) : for_recipe_(purpose == Purpose::kRecipe) {}

  Node table(Fields fields) const {
    if (fields.component()) fields.join_component();
    Node map = Node::map();
    for (const Field& field : fields.rows()) {
      if (is_unset(field)) continue;
      Node node = value(field.slot, field);
      const bool is_nothing = node.is(Node::Kind::kMap) && node.entries.empty() && has_short(field);
      if (!is_nothing) map.put(field.key).value = std::move(node);
    }
    return shortened(std::move(map), fields);
  }

  Node value(const Slot& slot, const Field& field) const {
    return std::visit([&](const auto& target) { return write(target, field); }, slot.target);
  }

 private:
  /// An empty text is no choice and no component's name: it stands for "not given".
  bool is_unset(const Field& field) const {
    const auto* const text = std::get_if<std::string*>(&field.slot.target);
    if (text == nullptr || !(*text)->empty()) return false;
    return field.is_discriminator || (for_recipe_ && !field.allowed.empty());
  }

  static bool has_short(const Field& field) {
    const auto* const nested = std::get_if<StructSlot>(&field.slot.target);
    return nested != nullptr && nested->open().short_form() != nullptr;
  }

  Node text(const std::string& value) const {
    return Node::quoted_text(for_recipe_ ? escape_references(value) : value);
  }

  Node write(const bool* value, const Field&) const { return Node::plain(format_bool(*value)); }
  Node write(const std::int64_t* value, const Field&) const {
    return Node::plain(std::to_string(*value));
  }
  Node write(const double* value, const Field&) const { return Node::plain(format_real(*value)); }
  Node write(const std::string* value, const Field&) const { return text(*value); }
  Node write(const Span* value, const Field&) const { return Node::plain(format_span(*value)); }
  Node write(const Duration* value, const Field&) const {
    return Node::plain(format_duration(*value));
  }

  Node write(const Path* value, const Field&) const {
    const bool counts_from_here =
        !value->empty() && value->text != "-" && !value->text.starts_with(kBuiltinPrefix);
    if (!for_recipe_ || !counts_from_here) return text(value->text);
    return text(std::filesystem::absolute(value->text).lexically_normal().string());
  }

  Node write(const ListSlot& list, const Field& field) const {
    Node node = Node::list();
    for (std::size_t i = 0; i < list.size(); ++i) node.items.push_back(value(list.at(i), field));
    return node;
  }

  Node write(const MapSlot& map, const Field& field) const {
    Node node = Node::map();
    for (const std::string& key : map.keys()) node.put(key).value = value(map.at(key), field);
    return node;
  }

  Node write(const OptionalSlot& optional, const Field& field) const {
    if (optional.present()) return value(optional.emplace(), field);
    return field.absent_word.empty() ? Node::null() : Node::quoted_text(field.absent_word);
  }

  Node write(const StructSlot& nested, const Field&) const { return table(nested.open()); }

  bool for_recipe_;
};

}  // namespace

Node shortened(Node table, const Fields& fields) {
  const Field* const alone = fields.short_form();
  const bool is_alone =
      alone != nullptr && table.entries.size() == 1 && table.entries.front().key == alone->key;
  return is_alone ? std::move(table.entries.front().value) : std::move(table);
}

Node to_node(Fields fields, Purpose purpose) {
  return Writer(purpose).table(std::move(fields));
}

Node field_to_node(const Field& field, Purpose purpose) {
  return Writer(purpose).value(field.slot, field);
}

}  // namespace maas::recipe
