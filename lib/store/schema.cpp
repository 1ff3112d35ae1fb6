#include "store/schema.h"

#include <nlohmann/json.hpp>

#include "maas/error.h"

namespace maas::store {

void check_schema(const nlohmann::ordered_json& document, const std::string& schema,
                  const std::filesystem::path& path) {
  if (!document.is_object()) fail(ErrorCode::kInvalidData, "'{}' is no JSON object", path.string());
  const auto found = document.find("schema");
  if (found != document.end() && *found == schema) return;
  throw failure_with_hint(ErrorCode::kInvalidData, "it may come from another version of maas",
                          "'{}': schema is {}, not '{}'", path.string(),
                          found == document.end() ? "missing" : found->dump(), schema);
}

}  // namespace maas::store
