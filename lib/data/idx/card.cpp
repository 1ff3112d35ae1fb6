#include "data/idx/card.h"

namespace maas::data {

void describe(Fields& fields, IdxOptions& options) {
  fields("path", options.path, "folder with MNIST's file names").metavar("DIR");
  fields("split", options.split,
         "files of the folder to take: train-* or t10k-*; the recipe's split without it")
      .choices({"", "train", "test"});
  fields("images", options.images, "file of pictures, instead of a folder").metavar("FILE");
  fields("labels", options.labels, "file of their labels, if they have any").metavar("FILE");
  fields("classes", options.classes, "names of the classes; without them, their numbers");
}

Card idx_card() {
  return {.name = "idx",
          .summary = "pictures and labels in IDX files, as MNIST and Fashion-MNIST come",
          .options = AnyOptions::of<IdxOptions>(),
          .kinds = {kind::kImage}};
}

}  // namespace maas::data
