#include "recipe/merge.h"

#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"

namespace maas::recipe {
namespace {

std::string suggest(std::string_view path, std::string_view key, const Node& base) {
  const std::string meant = base::closest(key, base.keys());
  return meant.empty() ? "" : fmt::format("did you mean '{}'?", join_path(path, meant));
}

void remove(Node& base, const Entry& entry, std::string_view path, Problems& problems) {
  const std::string key = entry.key.substr(1);
  const std::string full = join_path(path, key);
  if (!entry.value.is(Node::Kind::kNull)) {
    problems.add(entry.position, fmt::format("'~{}' removes a key and takes no value", full),
                 fmt::format("did you mean '{}'?", full));
  } else if (base.find(key) == nullptr) {
    problems.add(entry.position,
                 fmt::format("nothing to remove: no recipe that is extended sets '{}'", full),
                 suggest(path, key, base));
  } else {
    base.erase(key);
  }
}

void append(Node& base, Entry entry, std::string_view path, Problems& problems) {
  const std::string key = entry.key.substr(0, entry.key.size() - 1);
  const std::string full = join_path(path, key);
  Node* const list = base.find(key);
  if (list == nullptr) {
    problems.add(entry.position,
                 fmt::format("nothing to append to: no recipe that is extended sets '{}'", full),
                 fmt::format("did you mean '{}'?", full));
  } else if (!list->is(Node::Kind::kList) || !entry.value.is(Node::Kind::kList)) {
    const Node& no_list = list->is(Node::Kind::kList) ? entry.value : *list;
    problems.add(entry.position,
                 fmt::format("'{}+' appends a list to a list, not {}", full, shown(no_list)));
  } else {
    list->items.insert(list->items.end(), std::make_move_iterator(entry.value.items.begin()),
                       std::make_move_iterator(entry.value.items.end()));
  }
}

void set(Node& base, Entry entry, std::string_view path, Problems& problems) {
  Entry& target = base.put(entry.key);
  target.position = entry.position;
  if (!entry.value.is(Node::Kind::kMap)) {
    target.value = std::move(entry.value);
    return;
  }
  if (!target.value.is(Node::Kind::kMap)) target.value = Node::map();
  target.value.position = entry.value.position;
  merge(target.value, std::move(entry.value), join_path(path, entry.key), problems);
}

}  // namespace

void merge(Node& base, Node over, std::string_view path, Problems& problems) {
  for (Entry& entry : over.entries) {
    if (entry.key.size() > 1 && entry.key.front() == '~') {
      remove(base, entry, path, problems);
    } else if (entry.key.size() > 1 && entry.key.back() == '+') {
      append(base, std::move(entry), path, problems);
    } else {
      set(base, std::move(entry), path, problems);
    }
  }
}

}  // namespace maas::recipe
