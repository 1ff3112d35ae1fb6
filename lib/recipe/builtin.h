#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace maas::recipe {

inline constexpr std::string_view kBuiltinPrefix = "builtin:";

/// Returns the shipped recipes as `fashion_mnist/mlp`, in alphabetical order.
std::vector<std::string> builtin_recipes(const std::filesystem::path& root);

/// Returns the file of `builtin:NAME`, or of a plain path.
///
/// A relative path counts from `directory`.
/// @throws Error kNotFound if there is no such file; the hint suggests a shipped recipe
std::filesystem::path recipe_path(const std::string& name, const std::filesystem::path& directory,
                                  const std::filesystem::path& builtin_root);

}  // namespace maas::recipe
