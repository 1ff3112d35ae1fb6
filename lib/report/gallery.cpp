#include "report/gallery.h"

#include <fmt/format.h>

#include "base/base64.h"
#include "report/html.h"

namespace maas::report {
namespace {

std::string picture(const Exhibit& exhibit) {
  if (exhibit.png.empty()) return "";
  return fmt::format("<img alt=\"{}\" src=\"data:image/png;base64,{}\">\n", escaped(exhibit.name),
                     base::base64(exhibit.png));
}

std::string item(const Exhibit& exhibit) {
  const std::string short_name = exhibit.name.substr(exhibit.name.rfind('/') + 1);
  return fmt::format(
      "<li><figure class=\"card\">\n{}<figcaption>\n{}<small title=\"{}\">{}</small></figcaption>\n"
      "</figure></li>\n",
      picture(exhibit), fact_list(exhibit.facts), escaped(exhibit.name), escaped(short_name));
}

}  // namespace

std::string gallery(const std::vector<Exhibit>& exhibits) {
  std::string items;
  for (const Exhibit& exhibit : exhibits) items += item(exhibit);
  return fmt::format("<ul class=\"gallery\">\n{}</ul>\n", items);
}

}  // namespace maas::report
