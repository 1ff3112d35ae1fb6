#include "report/page.h"

#include <fmt/format.h>

#include "maas/version.h"
#include "report/html.h"
#include "report/style.h"

namespace maas::report {

std::string page(const std::string& title, const std::string& body) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
      "style-src 'unsafe-inline'\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}<footer>maas {}</footer>\n</body>\n"
      "</html>\n",
      escaped(title), kStyle, body, kVersion);
}

std::string header(const std::string& title, const Facts& facts, const std::string& below) {
  return fmt::format("<header>\n<h1>{}</h1>\n{}{}</header>\n", escaped(title), fact_list(facts),
                     below);
}

std::string fact_list(const Facts& facts) {
  std::string items;
  for (const auto& [name, value] : facts) {
    items += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escaped(name), escaped(value));
  }
  return items.empty() ? "" : fmt::format("<dl class=\"facts\">\n{}</dl>\n", items);
}

std::string tiles(const std::vector<Tile>& all) {
  std::string items;
  for (const Tile& tile : all) {
    items += fmt::format("<li class=\"card\"><b>{}</b><span>{}</span></li>\n", escaped(tile.value),
                         escaped(tile.meaning));
  }
  return items.empty() ? "" : fmt::format("<ul class=\"tiles\">\n{}</ul>\n", items);
}

std::string section(const std::string& heading, const std::string& content) {
  return fmt::format("<section>\n<h2>{}</h2>\n{}</section>\n", heading, content);
}

std::string in_card(const std::string& content) {
  return fmt::format("<div class=\"card scroll\">\n{}</div>\n", content);
}

std::string code_block(const std::string& text) {
  return fmt::format("<pre class=\"card\"><code>{}</code></pre>\n", escaped(text));
}

}  // namespace maas::report
