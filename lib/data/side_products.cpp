#include "data/side_products.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/files.h"
#include "base/strings.h"
#include "formats/image/image.h"
#include "maas/error.h"

namespace maas::data {
namespace {

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

bool is_side_product(const std::filesystem::path& path) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "__macosx",     "@eadir",    "thumbs.db", "desktop.ini", "system volume information",
      "$recycle.bin", "lost+found"};
  return is_among(kNames, base::lowered(path.filename().string()));
}

bool is_made_by_maas(const std::filesystem::path& folder) {
  return base::exists(folder / ".maas") || base::exists(folder / "maas.json");
}

std::vector<std::filesystem::path> entries_in_sight(const std::filesystem::path& folder) {
  try {
    return base::sorted_entries(folder);
  } catch (const Error&) {
    return {};
  }
}

bool looks_like_picture(const std::filesystem::path& path) {
  static constexpr std::array<std::string_view, 22> kEndings = {
      ".tif", ".tiff", ".heic", ".heif", ".avif", ".jp2", ".jxl", ".svg", ".psd", ".ppm", ".pgm",
      ".pbm", ".pnm",  ".tga",  ".ico",  ".dng",  ".cr2", ".nef", ".arw", ".exr", ".dcm", ".apng"};
  return formats::is_picture_name(path) ||
         is_among(kEndings, base::lowered(path.extension().string()));
}

}  // namespace maas::data
