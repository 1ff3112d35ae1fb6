#pragma once

#include <filesystem>
#include <string>

#include "formats/json/json.h"
#include "maas/catalog.h"
#include "recipe/json_file.h"

namespace maas::training {

/// A file that fixtures/make_*.py made.
inline formats::OrderedJson golden(const std::string& name) {
  return formats::read_json<formats::OrderedJson>(std::filesystem::path(MAAS_FIXTURES) / name);
}

/// The component of a registry with options as a recipe writes them.
inline Component component_of(Registry registry, const std::string& name,
                              const formats::OrderedJson& options) {
  Component component{name, catalog().at(registry, name).options};
  Fields fields;
  component.options.describe_into(fields);
  recipe::read_json(options, name, std::move(fields), catalog());
  return component;
}

}  // namespace maas::training
