#pragma once

#include <string>
#include <utility>
#include <vector>

/// The parts that every report is made of.
namespace maas::report {

/// Returns one HTML file around a body that needs nothing else: no script, no request, which its
/// content security policy holds it to, for light and dark screens.
std::string page(const std::string& title, const std::string& body);

/// What is known of something, in order: "seed" -> "42".
using Facts = std::vector<std::pair<std::string, std::string>>;

/// Returns the HTML of facts side by side; of none, nothing.
std::string fact_list(const Facts& facts);

/// Returns a body's header.
/// @param facts  in a line below the title
/// @param below  HTML that closes the header
std::string header(const std::string& title, const Facts& facts, const std::string& below);

/// A figure that stands out.
struct Tile {
  std::string value;
  std::string meaning;
};

/// Returns the HTML of a row of tiles; of none, nothing.
std::string tiles(const std::vector<Tile>& all);

std::string section(const std::string& heading, const std::string& content);

/// Returns a framed part of a page; wide content scrolls in it.
std::string in_card(const std::string& content);

/// Returns a text as it is, in a frame.
std::string code_block(const std::string& text);

}  // namespace maas::report
