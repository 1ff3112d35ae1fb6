#include "data/text_folder/card.h"

namespace maas::data {

void describe(Fields& fields, TextFolderOptions& options) {
  fields("path", options.path, "folder that holds a folder of texts per class")
      .metavar("DIR")
      .required();
}

Card text_folder_card() {
  return {.name = "text-folder",
          .summary = "text files in UTF-8 that end in .txt, in one folder per class",
          .options = AnyOptions::of<TextFolderOptions>(),
          .kinds = {kind::kText, kind::kTokens}};
}

}  // namespace maas::data
