#include "field_text.h"

#include "base/strings.h"
#include "recipe/write.h"

namespace maas::cli {
namespace {

/// The name of the type that a slot takes.
struct TypeName {
  std::string operator()(bool*) const { return "true|false"; }
  std::string operator()(std::int64_t*) const { return "integer"; }
  std::string operator()(double*) const { return "number"; }
  std::string operator()(std::string*) const { return "text"; }
  std::string operator()(Path*) const { return "path"; }
  std::string operator()(Span*) const { return "length"; }
  std::string operator()(Duration*) const { return "time"; }
  std::string operator()(const ListSlot& list) const {
    return "list of " + std::visit(*this, list.append().target);
  }
  std::string operator()(const MapSlot&) const { return "map"; }
  std::string operator()(const OptionalSlot& optional) const {
    return std::visit(*this, optional.emplace().target);
  }
  std::string operator()(const StructSlot&) const { return "table"; }
};

}  // namespace

std::string default_text(const Field& field) {
  const recipe::Node value = recipe::field_to_node(field, recipe::Purpose::kReport);
  const bool nothing = value.is(recipe::Node::Kind::kNull) || value.is(recipe::Node::Kind::kMap) ||
                       (value.quoted && value.text.empty()) ||
                       (value.is(recipe::Node::Kind::kList) && value.items.empty());
  return nothing ? "" : std::string(base::trim(recipe::to_yaml(value)));
}

std::string type_text(const Field& field) {
  if (field.allowed.empty()) return std::visit(TypeName{}, field.slot.target);
  const bool is_list = std::holds_alternative<ListSlot>(field.slot.target);
  return (is_list ? "list of " : "") + base::join(field.allowed, "|");
}

}  // namespace maas::cli
