#include "data/image_folder/card.h"

namespace maas::data {

void describe(Fields& fields, ImageFolderOptions& options) {
  fields("path", options.path, "folder that holds a folder of pictures per class")
      .metavar("DIR")
      .required();
  fields("labels", options.labels,
         "none: take all pictures below the folder, without a class; else its folders tell it")
      .choices({"", "none"});
  fields("channels", options.channels, "1: read as grey, 3: read as colour").range(between(1, 3));
}

Card image_folder_card() {
  return {.name = "image-folder",
          .summary = "PNG, JPEG, WebP, GIF and BMP files in one folder per class",
          .options = AnyOptions::of<ImageFolderOptions>(),
          .kinds = {kind::kImage}};
}

}  // namespace maas::data
