#include "data/class_file_kind.h"

#include <system_error>
#include <vector>

#include "base/files.h"
#include "base/strings.h"
#include "data/side_products.h"
#include "formats/image/image.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

bool is_text_name(const fs::path& file) {
  return base::lowered(file.extension().string()) == ".txt";
}

/// Looks for texts until there is a picture.
class Search {
 public:
  bool has_text() const { return has_text_; }

  /// Looks through the folders of a folder.
  /// @return false if one holds a picture
  bool look_below(const fs::path& folder) {
    for (const fs::path& entry : base::sorted_entries(folder)) {
      if (may_be_looked_at(entry) && !look_in(entry)) return false;
    }
    return true;
  }

 private:
  static bool may_be_looked_at(const fs::path& entry) {
    return base::is_folder(entry) && !is_side_product(entry) && !is_made_by_maas(entry);
  }

  bool look_in(const fs::path& folder) {
    std::error_code unseen;
    for (const fs::path& entry : entries_in_sight(folder)) {
      if (looks_like_picture(entry)) return false;
      if (is_text_name(entry))
        has_text_ = true;
      else if (may_be_looked_at(entry) && !fs::is_symlink(entry, unseen) && !look_in(entry))
        return false;
    }
    return true;
  }

  bool has_text_ = false;
};

}  // namespace

const ClassFileKind kPictureFiles = {formats::is_picture_name, looks_like_picture, "pictures",
                                     "picture"};
const ClassFileKind kTextFiles = {is_text_name, is_text_name, "texts", "text"};

bool holds_texts_alone(const fs::path& folder) {
  Search search;
  return search.look_below(folder) && search.has_text();
}

}  // namespace maas::data
