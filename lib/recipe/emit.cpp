#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "recipe/scalars.h"
#include "recipe/write.h"

namespace maas::recipe {
namespace {

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_./@+-").find(c) != std::string_view::npos;
}

/// Whether a text may stand unquoted, also for readers of YAML 1.1.
bool reads_as_text(const std::string& text) {
  static constexpr std::array kWordsOfYaml11 = {"yes", "Yes", "YES", "no",  "No", "NO", "on", "On",
                                                "ON",  "off", "Off", "OFF", "y",  "Y",  "n",  "N"};
  if (is_null_word(text) || parse_bool(text) || parse_real(text)) return false;
  if (std::find(kWordsOfYaml11.begin(), kWordsOfYaml11.end(), text) != kWordsOfYaml11.end())
    return false;
  const char first = text.front();
  if ((first >= '0' && first <= '9') ||
      std::string_view("@+-").find(first) != std::string_view::npos)
    return false;
  return std::all_of(text.begin(), text.end(), is_word_character);
}

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string key_text(const std::string& key) {
  return reads_as_text(key) ? key : quoted(key);
}

std::string scalar(const Node& node) {
  if (!node.is(Node::Kind::kScalar)) return "null";
  return node.quoted && !reads_as_text(node.text) ? quoted(node.text) : node.text;
}

bool is_leaf(const Node& node) {
  return node.is(Node::Kind::kScalar) || node.is(Node::Kind::kNull);
}

/// `[a, [b, c]]`, `{}` or a scalar.
std::string inline_text(const Node& node) {
  if (node.is(Node::Kind::kMap)) return "{}";
  if (!node.is(Node::Kind::kList)) return scalar(node);
  std::string text = "[";
  for (const Node& item : node.items) text += (text.size() > 1 ? ", " : "") + inline_text(item);
  return text + "]";
}

bool fits_inline(const Node& node) {
  if (node.is(Node::Kind::kMap)) return node.entries.empty();
  return is_leaf(node) || std::all_of(node.items.begin(), node.items.end(), fits_inline);
}

void emit(const Node& node, std::size_t indent, std::string& out);

void emit_map(const Node& map, std::size_t indent, std::string& out) {
  for (const Entry& entry : map.entries) {
    // The first key of a list's item stands behind the dash.
    if (out.empty() || out.back() == '\n') out.append(indent, ' ');
    out += key_text(entry.key) + ":";
    if (fits_inline(entry.value)) {
      out += " " + inline_text(entry.value) + "\n";
    } else {
      out += "\n";
      emit(entry.value, indent + 2, out);
    }
  }
}

void emit_list(const Node& list, std::size_t indent, std::string& out) {
  for (const Node& item : list.items) {
    out.append(indent, ' ');
    out += "- ";
    if (fits_inline(item))
      out += inline_text(item) + "\n";
    else if (item.is(Node::Kind::kMap))
      emit(item, indent + 2, out);
    else
      emit(item, indent + 2, out += "\n");
  }
}

void emit(const Node& node, std::size_t indent, std::string& out) {
  if (node.is(Node::Kind::kMap))
    emit_map(node, indent, out);
  else
    emit_list(node, indent, out);
}

}  // namespace

std::string to_yaml(const Node& node) {
  if (fits_inline(node)) return inline_text(node) + "\n";
  std::string out;
  emit(node, 0, out);
  return out;
}

}  // namespace maas::recipe
