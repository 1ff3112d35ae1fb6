#include "data/plain_text/card.h"

namespace maas::data {

void describe(Fields& fields, PlainTextOptions& options) {
  fields("path", options.path, "file of text, or folder with train.txt, valid.txt and test.txt")
      .metavar("FILE")
      .required();
}

Card plain_text_card() {
  return {.name = "plain-text",
          .summary = "a file of text in UTF-8 that ends in .txt; its paragraphs are the samples",
          .options = AnyOptions::of<PlainTextOptions>(),
          .kinds = {kind::kTokens}};
}

}  // namespace maas::data
