#include "recipe/schema.h"

#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/strings.h"
#include "recipe/compose.h"
#include "recipe/scalars.h"
#include "recipe/write.h"

namespace maas::recipe {
namespace {

using Json = nlohmann::ordered_json;

/// Where a table stands decides what may be left out of it, or taken away again.
enum class Place {
  kTop,      ///< the recipe itself: merges with what it extends
  kMap,      ///< the value of a key: merges too
  kElement,  ///< an element of a list, which replaces the list that is extended
};

Json any_of(std::vector<Json> choices) {
  return {{"anyOf", std::move(choices)}};
}

/// What a reference to another key or to the environment is replaced by is not known here.
Json or_reference(Json schema) {
  return any_of({std::move(schema), Json{{"$ref", "#/definitions/reference"}}});
}

/// A number without a point where it has no fraction.
Json number(double value) {
  return Json::parse(format_real(value));
}

Json with_range(Json schema, const Range& range) {
  const char* const low = range.min_open ? "exclusiveMinimum" : "minimum";
  const char* const high = range.max_open ? "exclusiveMaximum" : "maximum";
  if (std::isfinite(range.min)) schema[low] = number(range.min);
  if (std::isfinite(range.max)) schema[high] = number(range.max);
  return or_reference(std::move(schema));
}

/// The default of a field as JSON, or null if it says nothing.
Json default_of(const Field& field) {
  const Node value = field_to_node(field, Purpose::kReport);
  const bool says_nothing =
      value.is(Node::Kind::kScalar) ? value.quoted && value.text.empty() : value.items.empty();
  return says_nothing || field.is_required ? Json() : to_json(value);
}

/// Writes tables as schemas.
class SchemaWriter {
 public:
  explicit SchemaWriter(const Catalog& catalog) : catalog_(catalog) {}

  Json table(Fields fields, Place place) {
    Json properties = place == Place::kTop ? loader_keys() : Json::object();
    for (const Field& field : fields.rows()) {
      if (!field.is_discriminator) add(properties, field, place);
    }
    if (!fields.component()) return closed(properties, required(fields, place), place);
    return variants(fields, std::move(properties), place);
  }

  Json definitions() const {
    Json all = definitions_;
    all["reference"] = {{"type", "string"}, {"pattern", R"(\$\{)"}};
    return all;
  }

 private:
  /// The keys that the loader takes away before the table sees the recipe.
  static Json loader_keys() {
    const Json path = {{"type", "string"}};
    return {
        {"schema", {{"description", "version of the language"}, {"const", kSchema}}},
        {"extends",
         {{"description", "recipes that this one lies on: paths or builtin:NAME, later ones win"},
          {"anyOf", {path, {{"type", "array"}, {"items", path}}}}}},
        {"vars", {{"description", "values to refer to as ${vars.NAME}"}, {"type", "object"}}}};
  }

  static std::vector<std::string> required(const Fields& fields, Place place) {
    if (place == Place::kTop) return {"schema"};
    std::vector<std::string> keys;
    for (const Field& field : fields.rows()) {
      if (field.is_required && place == Place::kElement) keys.push_back(field.key);
    }
    return keys;
  }

  /// An object that has no other keys; `~key` removes what is extended.
  static Json closed(const Json& properties, const std::vector<std::string>& required_keys,
                     Place place) {
    Json schema = {{"type", "object"}, {"properties", properties}};
    if (!required_keys.empty()) schema["required"] = required_keys;
    if (place != Place::kElement && !properties.empty()) {
      std::vector<std::string> keys;
      for (const auto& [key, property] : properties.items()) {
        if (!key.ends_with('+')) keys.push_back(key);
      }
      schema["patternProperties"] = {
          {fmt::format("^~({})$", base::join(keys, "|")), {{"type", "null"}}}};
    }
    schema["additionalProperties"] = false;
    return schema;
  }

  /// Adds a key; `key+` appends to a list that is extended.
  void add(Json& properties, const Field& field, Place place) {
    Json property = {{"description", field.doc}};
    const Json usual = default_of(field);
    property.update(value(field.slot, field));
    if (std::holds_alternative<ListSlot>(field.slot.target) && place != Place::kElement) {
      properties[field.key + "+"] = property;
    }
    if (!usual.is_null()) property["default"] = usual;
    properties[field.key] = std::move(property);
  }

  /// The common keys, and behind a condition on the discriminator the keys of each component.
  Json variants(Fields& fields, Json common, Place place) {
    const auto [registry, component, key] = *fields.component();
    const std::vector<std::string> required_keys = required(fields, place);
    Json known = {{key, true}};
    for (const auto& [name, property] : common.items()) known[name] = true;
    Json names = Json::array();
    Json branches = Json::array();
    Json of_any = known;
    for (const Card& card : catalog_.cards(registry)) {
      names.push_back({{"const", card.name}, {"description", card.summary}});
      AnyOptions prototype = card.options;
      Fields options;
      prototype.describe_into(options);
      Json own = known;
      for (const Field& field : options.rows()) add(own, field, place);
      for (const auto& [name, property] : own.items()) join(of_any, name, property);
      std::vector<std::string> keys = required(options, place);
      branches.push_back(
          {{"if",
            {{"properties", {{key, {{"const", card.name}}}}}, {"required", Json::array({key})}}},
           {"then", closed(own, keys, place)}});
    }
    branches.push_back({{"if", {{"not", {{"required", Json::array({key})}}}}},
                        {"then", closed(of_any, {}, place)}});
    names.push_back({{"$ref", "#/definitions/reference"}});
    common[key] = {{"description", fields.find(key)->doc}, {"anyOf", names}};
    if (!component->name.empty() && !fields.find(key)->is_required) {
      common[key]["default"] = component->name;
    }
    Json schema = {{"type", "object"}, {"properties", std::move(common)}};
    if (!required_keys.empty()) schema["required"] = required_keys;
    schema["allOf"] = std::move(branches);
    return schema;
  }

  /// Lets `properties` take what any of several components means by a key.
  static void join(Json& properties, const std::string& key, const Json& property) {
    if (!properties.contains(key)) {
      properties[key] = property;
    } else if (properties[key] != property) {
      properties[key] = {{"anyOf", {properties[key], property}}};
    }
  }

  Json value(const Slot& slot, const Field& field) {
    return std::visit([&](const auto& target) { return schema_of(target, field); }, slot.target);
  }

  Json schema_of(const bool*, const Field&) { return or_reference({{"type", "boolean"}}); }
  Json schema_of(const std::int64_t*, const Field& field) {
    return with_range({{"type", "integer"}}, field.bounds);
  }
  Json schema_of(const double*, const Field& field) {
    return with_range({{"type", "number"}}, field.bounds);
  }
  Json schema_of(const Path*, const Field&) { return {{"type", "string"}}; }
  Json schema_of(const Span*, const Field&) {
    return or_reference({{"type", "string"}, {"pattern", span_pattern()}});
  }
  Json schema_of(const Duration*, const Field&) {
    return or_reference({{"type", "string"}, {"pattern", duration_pattern()}});
  }

  /// A text without choices need not look like one: class names may be numbers.
  Json schema_of(const std::string*, const Field& field) {
    if (!field.allowed.empty()) return or_reference({{"enum", field.allowed}});
    return {{"type", {"string", "number", "boolean"}}};
  }

  Json schema_of(const ListSlot& list, const Field& field) {
    const Slot element = list.append();
    const auto* nested = std::get_if<StructSlot>(&element.target);
    return or_reference(
        {{"type", "array"},
         {"items", nested ? table(nested->open(), Place::kElement) : value(element, field)}});
  }

  /// Keys with dots may be written nested, so that a value may be such a map again.
  Json schema_of(const MapSlot& map, const Field& field) {
    const Json self = {{"$ref", fmt::format("#/definitions/{}", field.key)}};
    const Json values = any_of({value(map.at(""), field), self});
    definitions_[field.key] = {{"type", "object"}, {"additionalProperties", values}};
    return {{"anyOf", Json::array({self})}};
  }

  Json schema_of(const OptionalSlot& optional, const Field& field) {
    std::vector<Json> choices = {value(optional.emplace(), field), {{"type", "null"}}};
    if (!field.absent_word.empty()) choices.push_back({{"const", field.absent_word}});
    return any_of(std::move(choices));
  }

  Json schema_of(const StructSlot& nested, const Field&) {
    Json schema = table(nested.open(), Place::kMap);
    const Fields fields = nested.open();
    const Field* const alone = fields.short_form();
    return alone != nullptr ? any_of({schema["properties"][alone->key], schema}) : schema;
  }

  const Catalog& catalog_;
  Json definitions_ = Json::object();
};

}  // namespace

nlohmann::ordered_json json_schema(Fields fields, const Catalog& catalog) {
  SchemaWriter writer(catalog);
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"title", kSchema},
                 {"description", "an experiment of maas: data, network, training"}};
  schema.update(writer.table(std::move(fields), Place::kTop));
  schema["definitions"] = writer.definitions();
  return schema;
}

}  // namespace maas::recipe
