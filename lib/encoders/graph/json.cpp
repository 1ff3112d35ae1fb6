#include "encoders/graph/json.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "base/strings.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

using formats::Json;

/// Reads one graph, member by member.
class GraphReader {
 public:
  GraphReader(std::string_view text, std::string_view origin, const NodeForm& form)
      : size_(std::ssize(text)),
        origin_(origin),
        form_(form),
        json_(formats::parse_json(text, origin)) {}

  data::Graph read() {
    if (!json_.is_object()) refuse("it is no JSON object");
    for (const auto& [key, value] : json_.items()) check_key(key);
    read_nodes();
    read_edges();
    if (!form_.labels().empty()) read_labels();
    if (form_.features() > 0) read_features();
    return std::move(graph_);
  }

 private:
  template <class... Arguments>
  [[noreturn]] void refuse(fmt::format_string<Arguments...> format,
                           Arguments&&... arguments) const {
    fail(ErrorCode::kInvalidData, "{}: {}", origin_,
         fmt::format(format, std::forward<Arguments>(arguments)...));
  }

  void check_key(const std::string& key) const {
    std::vector<std::string> keys = {"nodes", "edges"};
    if (!form_.labels().empty()) keys.emplace_back("labels");
    if (form_.features() > 0) keys.emplace_back("x");
    if (std::ranges::find(keys, key) != keys.end()) return;
    throw failure_with_hint(ErrorCode::kInvalidData, base::did_you_mean(key, keys),
                            "{}: the key '{}' is not one that the model takes: {}", origin_,
                            base::abridged(key), base::join(keys));
  }

  const Json& member(const char* key) const {
    const auto found = json_.find(key);
    if (found == json_.end()) refuse("there is no key '{}'", key);
    return *found;
  }

  /// A list with an item for each node.
  const Json& list_of_nodes(const char* key) const {
    const Json& list = member(key);
    if (!list.is_array()) refuse("'{}' is no list", key);
    if (std::ssize(list) != graph_.nodes) {
      refuse("'{}' has {} items, there are {} nodes", key, list.size(), graph_.nodes);
    }
    return list;
  }

  void read_nodes() {
    const Json& nodes = member("nodes");
    if (!nodes.is_number_integer()) refuse("'nodes' is no whole number");
    const auto count = nodes.get<std::int64_t>();
    if (count < 1 || count > std::min(size_, data::kMostNodes)) {
      refuse("{} nodes, expected 1 to {}, as many as its text has bytes", count,
             std::min(size_, data::kMostNodes));
    }
    graph_.nodes = count;
  }

  void read_edges() {
    const Json& edges = member("edges");
    if (!edges.is_array()) refuse("'edges' is no list");
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const Json& edge = edges[i];
      if (!edge.is_array() || edge.size() != 2) refuse("'edges[{}]' is no pair of nodes", i);
      graph_.edges.push_back({node(edge[0], i), node(edge[1], i)});
    }
    data::settle_edges(graph_);
  }

  std::int32_t node(const Json& number, std::size_t edge) const {
    if (!number.is_number_integer()) refuse("'edges[{}]' is no pair of whole numbers", edge);
    const bool is_small = !number.is_number_unsigned() ||
                          number.get<std::uint64_t>() < static_cast<std::uint64_t>(graph_.nodes);
    const auto node = is_small ? number.get<std::int64_t>() : -1;
    if (node >= 0 && node < graph_.nodes) return static_cast<std::int32_t>(node);
    refuse("'edges[{}]' links node {}, expected 0 to {}", edge, number.dump(), graph_.nodes - 1);
  }

  void read_labels() {
    const Json& labels = list_of_nodes("labels");
    std::vector<std::string> names;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const Json& label = labels[i];
      if (!label.is_string() && !label.is_number_integer()) {
        refuse("'labels[{}]' is no text or whole number", i);
      }
      names.push_back(label.is_string() ? label.get<std::string>() : label.dump());
    }
    graph_.labels = form_.numbers_of(names);
  }

  void read_features() {
    const Json& rows = list_of_nodes("x");
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Json& row = rows[i];
      if (!row.is_array() || std::ssize(row) != form_.features()) {
        refuse("'x[{}]' is no list of {} numbers", i, form_.features());
      }
      for (const Json& value : row) graph_.features.push_back(number(value, i));
    }
  }

  float number(const Json& value, std::size_t row) const {
    const double number = value.is_number() ? value.get<double>() : NAN;
    if (std::abs(number) <= std::numeric_limits<float>::max()) return static_cast<float>(number);
    refuse("'x[{}]' has {}, no finite number", row, base::abridged(value.dump()));
  }

  std::int64_t size_;
  std::string_view origin_;
  const NodeForm& form_;
  Json json_;
  data::Graph graph_;
};

}  // namespace

data::Graph graph_in(std::string_view text, std::string_view origin, const NodeForm& form) {
  return GraphReader(text, origin, form).read();
}

}  // namespace maas::encoders
