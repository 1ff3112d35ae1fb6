#include <algorithm>

#include "maas/catalog.h"
#include "recipe/read.h"
#include "support/support.h"

namespace maas::recipe {
namespace {

/// Whether a field, or each element of its list, is a number with a fraction.
bool is_real(const Slot& slot) {
  if (const auto* optional = std::get_if<OptionalSlot>(&slot.target)) {
    return is_real(optional->emplace());
  }
  return std::holds_alternative<double*>(slot.target);
}

bool refuses_infinity(const Field& field, Fields fields) {
  Node infinity = Node::plain(".inf");
  Node map = Node::map();
  Node& value = map.put(field.key).value;
  value = infinity;
  if (std::holds_alternative<ListSlot>(field.slot.target)) {
    value = Node::list();
    value.items.push_back(infinity);
  }
  Problems problems;
  read(map, std::move(fields), catalog(), problems);
  return std::ranges::any_of(problems.all(), [](const Problem& problem) {
    return problem.message.find("must be finite") != std::string::npos;
  });
}

TEST(Components, TakeNoInfinity) {
  int tried = 0;
  for (const Registry registry : {Registry::kArchitecture, Registry::kTask, Registry::kLayout,
                                  Registry::kTransform, Registry::kOptimizer, Registry::kSchedule,
                                  Registry::kQuantizer, Registry::kPruner, Registry::kExporter}) {
    for (const Card& card : catalog().cards(registry)) {
      AnyOptions options = card.options;
      Fields fields;
      options.describe_into(fields);
      for (const Field& field : fields.rows()) {
        const auto* list = std::get_if<ListSlot>(&field.slot.target);
        if (!is_real(list ? list->append() : field.slot)) continue;
        EXPECT_TRUE(refuses_infinity(field, fields)) << card.name << " " << field.key;
        ++tried;
      }
    }
  }
  EXPECT_GT(tried, 10);
}

}  // namespace
}  // namespace maas::recipe
