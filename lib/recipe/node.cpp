#include "recipe/node.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace maas::recipe {

Node Node::of(Kind kind) {
  Node node;
  node.kind = kind;
  return node;
}

Node Node::plain(std::string text) {
  Node node = of(Kind::kScalar);
  node.text = std::move(text);
  return node;
}

Node Node::quoted_text(std::string text) {
  Node node = plain(std::move(text));
  node.quoted = true;
  return node;
}

const Entry* Node::entry(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

Entry* Node::entry(std::string_view key) {
  return const_cast<Entry*>(std::as_const(*this).entry(key));
}

const Node* Node::find(std::string_view key) const {
  const Entry* found = entry(key);
  return found ? &found->value : nullptr;
}

Node* Node::find(std::string_view key) {
  return const_cast<Node*>(std::as_const(*this).find(key));
}

Entry& Node::put(std::string key) {
  if (Entry* found = entry(key)) return *found;
  return entries.emplace_back(Entry{std::move(key), {}, {}});
}

void Node::erase(std::string_view key) {
  std::erase_if(entries, [&](const Entry& entry) { return entry.key == key; });
}

std::vector<std::string> Node::keys() const {
  std::vector<std::string> keys;
  for (const Entry& entry : entries) keys.push_back(entry.key);
  return keys;
}

std::size_t Node::count() const {
  std::size_t total = 1;
  for (const Node& item : items) total += item.count();
  for (const Entry& entry : entries) total += entry.value.count();
  return total;
}

bool same(const Node& a, const Node& b) {
  return a.kind == b.kind && a.text == b.text && a.quoted == b.quoted &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same) &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                    [](const Entry& x, const Entry& y) {
                      return x.key == y.key && same(x.value, y.value);
                    });
}

std::string shown(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kMap:
      return "a map";
    case Node::Kind::kList:
      return "a list";
    case Node::Kind::kScalar:
      break;
    default:
      return "null";
  }
  constexpr std::size_t kLongest = 60;
  const std::string text =
      node.text.size() > kLongest ? node.text.substr(0, kLongest) + "..." : node.text;
  return node.quoted ? fmt::format("the text \"{}\"", text) : fmt::format("'{}'", text);
}

}  // namespace maas::recipe
