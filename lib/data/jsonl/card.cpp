#include "data/jsonl/card.h"

namespace maas::data {

void describe(Fields& fields, JsonlOptions& options) {
  fields("path", options.path,
         "file of records, or folder with train.jsonl, valid.jsonl and test.jsonl")
      .metavar("FILE")
      .required();
  fields("text", options.text, "key of the text");
  fields("label", options.label, "key of the class: a text, a number or a boolean");
}

Card jsonl_card() {
  return {.name = "jsonl",
          .summary = "texts in files of JSON lines: an object a line, with its text and its class",
          .options = AnyOptions::of<JsonlOptions>(),
          .kinds = {kind::kText, kind::kTokens}};
}

}  // namespace maas::data
