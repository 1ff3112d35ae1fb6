#pragma once

#include <filesystem>

#include <nlohmann/json_fwd.hpp>

namespace maas::store {

/// Checks the `schema` of one of our documents, `<name>/v<major>`; other versions of the same major
/// do not exist.
/// @throws Error kInvalidData if it is missing or another
void check_schema(const nlohmann::ordered_json& document, const std::string& schema,
                  const std::filesystem::path& path);

}  // namespace maas::store
