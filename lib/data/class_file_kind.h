#pragma once

#include <filesystem>

namespace maas::data {

/// What files of class folders are taken for samples.
struct ClassFileKind {
  bool (*is_taken)(const std::filesystem::path& file);
  bool (*looks_alike)(const std::filesystem::path& file);  ///< also in formats that are not read
  const char* noun;                                        ///< "pictures"
  const char* unit;                                        ///< one of them: "picture"
};

/// Pictures in the formats that are read.
extern const ClassFileKind kPictureFiles;

/// Files that end in .txt, in any capitals.
extern const ClassFileKind kTextFiles;

/// Whether folders below this one hold texts and no picture: a folder of class folders, or one of
/// those for each split. Hidden files, side products and what maas made are passed over.
bool holds_texts_alone(const std::filesystem::path& folder);

}  // namespace maas::data
