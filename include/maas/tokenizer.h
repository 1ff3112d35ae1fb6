#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "maas/fields.h"
#include "maas/progress.h"

namespace maas {

/// What `maas tokenizer encode` is asked.
struct EncodeTextOptions {
  Path model;
  Path input;
  bool no_special = false;
};

inline void describe(Fields& fields, EncodeTextOptions& options) {
  fields("no_special", options.no_special,
         "leave out the tokens that stand for no part of the text");
}

/// The tokens of one line.
struct EncodedLine {
  std::vector<std::int64_t> ids;
  std::vector<std::vector<std::int64_t>> offsets;  ///< from, to: in characters of the line
};

inline void describe(Fields& fields, EncodedLine& line) {
  fields("ids", line.ids, "the tokens");
  fields("offsets", line.offsets, "where each stands in the line, from and to, in characters");
}

struct EncodeTextReport {
  std::vector<EncodedLine> lines;
};

inline void describe(Fields& fields, EncodeTextReport& report) {
  fields("lines", report.lines, "one entry for each line");
}

/// Cuts the lines of a text into tokens.
/// @throws Error kNotFound, kIo, kInvalidData; kInvalidRecipe if the model has no tokenizer
EncodeTextReport encode_text(const EncodeTextOptions& options, Progress& progress);

/// What `maas tokenizer decode` is asked.
struct DecodeTextOptions {
  Path model;
  Path input;
  bool special = false;
};

inline void describe(Fields& fields, DecodeTextOptions& options) {
  fields("special", options.special, "write special tokens too");
}

/// Joins the tokens of each line, numbers with blanks between, to a text.
/// @throws Error as encode_text; kInvalidData if a line is not of tokens
std::vector<std::string> decode_text(const DecodeTextOptions& options, Progress& progress);

}  // namespace maas
