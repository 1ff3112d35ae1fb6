#include "man/mdoc.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/strings.h"
#include "wrap.h"

namespace maas::cli {
namespace {

constexpr std::size_t kWidth = 78;

/// Of the text, so that the same program writes the same pages every day.
constexpr const char* kDate = "November 22, 2026";

std::string escaped(std::string_view text) {
  return base::replace_all(std::string(text), "\\", "\\e");
}

/// A line of text that no formatter takes for a macro.
std::string as_text(const std::string& line) {
  return line.starts_with('.') || line.starts_with('\'') ? "\\&" + line : line;
}

/// Sentences begin on a line of their own, as mdoc wants it.
std::vector<std::string> sentences(const std::string& text) {
  std::vector<std::string> all(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends = text[i] == ' ' && i > 1 && text[i - 1] == '.' && i + 1 < text.size() &&
                      std::isupper(static_cast<unsigned char>(text[i + 1])) != 0;
    if (ends)
      all.emplace_back();
    else
      all.back() += text[i];
  }
  return all;
}

void append_words(std::string& page, std::string_view words) {
  for (const std::string& sentence : sentences(escaped(base::trim(words)))) {
    if (sentence.empty()) continue;
    for (const std::string& line : wrapped(sentence, kWidth)) page += as_text(line) + "\n";
  }
}

/// Keeps a macro's last argument, which may be quoted, from ending in what would be taken for
/// punctuation.
std::string guarded(std::string argument) {
  const std::size_t last = argument.find_last_not_of('"');
  const bool is_delimiter =
      last != argument.npos && std::string_view(".,;:!?)]").find(argument[last]) != argument.npos;
  return is_delimiter ? argument.insert(last + 1, "\\&") : argument;
}

/// Takes the punctuation off the front of `rest`: it follows a literal without a blank.
std::string take_punctuation(std::string_view& rest) {
  std::string taken;
  while (!rest.empty() && std::string_view(".,;:)").find(rest.front()) != rest.npos) {
    taken += fmt::format(" {}", rest.front());
    rest.remove_prefix(1);
  }
  return taken;
}

}  // namespace

Mdoc::Mdoc(const std::string& title, int section_number, const std::string& summary) {
  std::string upper = title;
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  page_ = fmt::format(
      ".\\\" Written by the program: cmake --build build --target generated-docs\n"
      ".Dd {}\n.Dt {} {}\n.Os\n.Sh NAME\n.Nm {}\n.Nd {}\n",
      kDate, upper, section_number, title, summary);
}

void Mdoc::section(const std::string& title) {
  page_ += ".Sh " + title + "\n";
}

void Mdoc::subsection(const std::string& title) {
  page_ += ".Ss " + guarded(title) + "\n";
}

void Mdoc::text(std::string_view words) {
  while (!words.empty()) {
    const std::size_t open = words.find('`');
    const std::size_t close = open == words.npos ? words.npos : words.find('`', open + 1);
    if (close == words.npos) return append_words(page_, words);
    append_words(page_, words.substr(0, open));
    const std::string literal = mdoc_argument(words.substr(open + 1, close - open - 1));
    words.remove_prefix(close + 1);
    page_ += ".Ql " + guarded(literal) + take_punctuation(words) + "\n";
  }
}

void Mdoc::paragraph(std::string_view words) {
  page_ += ".Pp\n";
  text(words);
}

void Mdoc::macro(const std::string& line) {
  page_ += line + "\n";
}

void Mdoc::display(const std::vector<std::string>& lines) {
  page_ += ".Bd -literal -offset indent\n";
  for (const std::string& line : lines) page_ += as_text(escaped(line)) + "\n";
  page_ += ".Ed\n";
}

void Mdoc::begin_list() {
  page_ += ".Bl -tag -width indent\n";
}

void Mdoc::item(const std::string& term, std::string_view words) {
  page_ += ".It " + term + "\n";
  text(words);
}

void Mdoc::end_list() {
  page_ += ".El\n";
}

std::string mdoc_argument(std::string_view text) {
  return "\"" + base::replace_all(escaped(text), "\"", "\\(dq") + "\"";
}

std::string mdoc_flag(const Option& option) {
  std::string term = option.letter ? fmt::format("Fl {} , ", option.letter) : "";
  term += "Fl " + option.name.substr(1);
  return option.is_switch() ? term : term + " Ar " + mdoc_argument(option.placeholder);
}

std::string mdoc_reference(const std::string& title, int section, bool is_last) {
  return fmt::format(".Xr {} {}{}", title, section, is_last ? "" : " ,");
}

}  // namespace maas::cli
