#include "report/html.h"

#include <cmath>

#include <fmt/format.h>

#include "base/utf8.h"

namespace maas::report {

std::string escaped(std::string_view text) {
  std::string html;
  for (const char letter : base::printable(text, base::Layout::kKept)) {
    switch (letter) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += letter;
    }
  }
  return html;
}

std::string readable(double value) {
  return std::isfinite(value) ? fmt::format("{:.4g}", value) : "-";
}

}  // namespace maas::report
