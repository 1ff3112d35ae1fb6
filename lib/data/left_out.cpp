#include "data/left_out.h"

#include <algorithm>

#include <fmt/format.h>

namespace maas::data {

std::string LeftOut::text() const {
  return fmt::format("left out: {} {}, first '{}'", count, what, first);
}

void describe(Fields& fields, LeftOut& left_out) {
  fields("what", left_out.what, "what they are");
  fields("count", left_out.count, "how many there are");
  fields("first", left_out.first, "the name of one");
}

void leave_out(std::vector<LeftOut>& all, const std::string& what,
               const std::filesystem::path& name) {
  auto found = std::ranges::find(all, what, &LeftOut::what);
  if (found == all.end()) found = all.insert(all.end(), {what, 0, name.string()});
  ++found->count;
}

}  // namespace maas::data
