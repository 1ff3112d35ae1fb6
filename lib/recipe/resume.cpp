#include "recipe/resume.h"

#include <algorithm>
#include <optional>

namespace maas::recipe {
namespace {

/// The table inside a field, if it holds a struct that is there.
std::optional<Fields> inside(const Slot& slot) {
  if (const auto* nested = std::get_if<StructSlot>(&slot.target)) return nested->open();
  const auto* optional = std::get_if<OptionalSlot>(&slot.target);
  if (optional != nullptr && optional->present()) return inside(optional->emplace());
  return std::nullopt;
}

}  // namespace

bool may_change_on_resume(Fields fields, std::string_view path) {
  if (fields.component()) fields.join_component();
  const std::size_t dot = path.find('.');
  const Field* field = fields.find(path.substr(0, dot));
  if (field == nullptr) return false;
  if (field->changes_on_resume) return true;
  if (dot == std::string_view::npos) return false;
  auto nested = inside(field->slot);
  return nested && may_change_on_resume(std::move(*nested), path.substr(dot + 1));
}

std::vector<Change> conflicts(const Node& recorded, const Node& now, const Fields& fields) {
  std::vector<Change> all = changes(recorded, now);
  std::erase_if(all,
                [&](const Change& change) { return may_change_on_resume(fields, change.path); });
  return all;
}

}  // namespace maas::recipe
