#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "options.h"

namespace maas::cli {

/// A manual page in mdoc(7), written from top to bottom.
class Mdoc {
 public:
  /// @param title    `maas-train`
  /// @param section  1 for commands, 5 for files
  Mdoc(const std::string& title, int section, const std::string& summary);

  void section(const std::string& title);
  void subsection(const std::string& title);
  /// Adds running text; what stands between backquotes is shown as something to type.
  void text(std::string_view words);
  void paragraph(std::string_view words);
  /// Adds a line of mdoc as it is, e.g. `.Ar MODEL`.
  void macro(const std::string& line);
  /// Adds lines to be shown as they are.
  void display(const std::vector<std::string>& lines);

  void begin_list();
  /// Adds an entry whose term is words of mdoc, e.g. `Fl -json`.
  void item(const std::string& term, std::string_view words);
  void end_list();

  const std::string& page() const { return page_; }

 private:
  std::string page_;
};

/// Returns `text` as one argument of a macro.
std::string mdoc_argument(std::string_view text);

/// Returns the term of a flag, e.g. `Fl o , Fl -output Ar RUN`.
std::string mdoc_flag(const Option& option);

/// Returns a reference to another page of ours, with a comma behind it unless it is the last.
std::string mdoc_reference(const std::string& title, int section, bool is_last);

}  // namespace maas::cli
