#include "data/edge_list/content.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "data/field_lines.h"
#include "data/named_values.h"
#include "data/rows.h"
#include "maas/error.h"

namespace maas::data {
namespace {

constexpr std::size_t kMostClasses = 1000;

/// How the first line names the two nodes of an edge, if it does.
bool is_header(const std::string& first, const std::string& second) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kUsual = {
      {{"source", "target"},
       {"src", "dst"},
       {"from", "to"},
       {"u", "v"},
       {"node1", "node2"},
       {"a", "b"}}};
  return std::ranges::find(kUsual, std::pair<std::string_view, std::string_view>(
                                       base::lowered(first), base::lowered(second))) !=
         kUsual.end();
}

class EdgeListReader {
 public:
  EdgeListReader(const EdgeListFiles& files, const EdgeListOptions& options)
      : files_(files), options_(options) {}

  EdgeListContent read() {
    read_nodes();
    read_edges();
    return std::move(content_);
  }

 private:
  void read_nodes() {
    FieldLines lines(files_.nodes);
    if (!lines.next()) fail(ErrorCode::kInvalidData, "'{}' is empty", files_.nodes.string());
    read_columns(lines.fields());
    const std::size_t columns = lines.fields().size();
    while (lines.next()) {
      lines.require_fields(columns);
      add_node(lines);
    }
    if (content_.samples.empty()) {
      fail(ErrorCode::kInvalidData, "'{}' has no node with a '{}'", files_.nodes.string(),
           options_.label);
    }
    settle_classes();
  }

  /// @throws Error kInvalidRecipe if a column is not there that an option names
  void read_columns(const std::vector<std::string>& columns) {
    const std::string whose = fmt::format("the table of nodes '{}'", files_.nodes.string());
    label_ = require_column(columns, options_.label, ErrorCode::kInvalidRecipe, whose);
    std::vector<std::size_t> left_out = {0, label_};
    for (const std::string& name : options_.ignore) {
      left_out.push_back(require_column(columns, name, ErrorCode::kInvalidRecipe, whose));
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (std::ranges::find(left_out, i) != left_out.end()) continue;
      features_.emplace_back(i, fmt::format("'{}'", base::abridged(columns[i])));
    }
    if (label_ == 0) {
      throw failure_with_hint(ErrorCode::kInvalidData, "its first line names the columns",
                              "{} has no column before '{}' that names the nodes", whose,
                              options_.label);
    }
    content_.features = std::ssize(features_);
  }

  void add_node(const FieldLines& lines) {
    const std::string& name = lines.fields().front();
    if (name.empty()) lines.refuse("the node has no name");
    const auto node = static_cast<std::int32_t>(content_.graph.nodes);
    const auto [found, is_new] = nodes_.emplace(name, node);
    if (!is_new) lines.refuse(fmt::format("the node '{}' is there twice", base::abridged(name)));
    content_.names.push_back(name);
    for (const auto& [column, text] : features_) {
      content_.graph.features.push_back(lines.number(column, text));
    }
    if (++content_.graph.nodes > kMostNodes) lines.refuse("there are too many nodes");
    const std::string& label = lines.fields()[label_];
    if (label.empty()) return;
    content_.samples.push_back({node, classes_.add(label), lines.line()});
    if (classes_.size() > kMostClasses) {
      lines.refuse(fmt::format("'{}' has more than {} different values: too many for classes",
                               options_.label, kMostClasses),
                   "name the column of the class: `label: COLUMN`");
    }
  }

  void settle_classes() {
    content_.classes = classes_.sorted();
    std::vector<std::int32_t> labels;
    for (const LabelledNode& sample : content_.samples) labels.push_back(sample.label);
    classes_.renumber(labels);
    for (std::size_t i = 0; i < labels.size(); ++i) content_.samples[i].label = labels[i];
  }

  void read_edges() {
    FieldLines lines(files_.edges);
    std::size_t fields = 0;
    std::int64_t comments = 0;
    while (lines.next()) {
      if (is_comment(lines)) {
        ++comments;
        continue;
      }
      const bool is_first = fields == 0;
      if (is_first) fields = lines.fields().size();
      if (fields < 2) lines.refuse("an edge needs the names of two nodes");
      lines.require_fields(fields);
      if (is_first && leads_columns(lines.fields())) continue;
      content_.graph.edges.push_back({node(lines, 0), node(lines, 1)});
    }
    tell_of("lines that begin with # or % and with no node's name", comments);
    const std::int64_t loops = settle_edges(content_.graph);
    tell_of("edges from a node to itself", loops);
    tell_of("columns of edges beyond their two nodes", static_cast<std::int64_t>(fields) - 2);
  }

  /// A node may be called "#java".
  bool is_comment(const FieldLines& lines) const {
    return lines.looks_like_comment() && !nodes_.contains(lines.fields().front());
  }

  bool leads_columns(const std::vector<std::string>& fields) const {
    return !nodes_.contains(fields[0]) && !nodes_.contains(fields[1]) &&
           is_header(fields[0], fields[1]);
  }

  std::int32_t node(const FieldLines& lines, std::size_t field) const {
    const auto found = nodes_.find(lines.fields()[field]);
    if (found != nodes_.end()) return found->second;
    lines.refuse(fmt::format("there is no node '{}' in '{}'", base::abridged(lines.fields()[field]),
                             files_.nodes.string()),
                 "each node has a line there; a line that names columns reads `source,target`");
  }

  void tell_of(const char* what, std::int64_t count) {
    if (count > 0) content_.left_out.push_back({what, count, files_.edges.string()});
  }

  const EdgeListFiles& files_;
  const EdgeListOptions& options_;
  EdgeListContent content_;
  std::size_t label_ = 0;                                      ///< column of the class
  std::vector<std::pair<std::size_t, std::string>> features_;  ///< columns, and what to call them
  NamedValues classes_;
  std::unordered_map<std::string, std::int32_t> nodes_;
};

}  // namespace

EdgeListContent read_edge_list(const EdgeListFiles& files, const EdgeListOptions& options) {
  return EdgeListReader(files, options).read();
}

}  // namespace maas::data
