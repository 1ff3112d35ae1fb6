#include "data/tu/files.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "data/field_lines.h"
#include "data/named_values.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kEdges = "_A.txt";
/// A separator that no line has.
constexpr char kWholeLine = '\x1f';

fs::path required(const fs::path& folder, const std::string& name, const char* what) {
  fs::path file = folder / (name + what);
  if (base::exists(file)) return file;
  fail(ErrorCode::kInvalidData, "'{}' has '{}{}' but no '{}'", folder.string(), name, kEdges,
       file.filename().string());
}

std::optional<fs::path> optional(const fs::path& folder, const std::string& name,
                                 const char* what) {
  fs::path file = folder / (name + what);
  if (base::exists(file)) return file;
  return std::nullopt;
}

/// Reads the files in their turn: which node is in which graph decides where the others go.
class TuReader {
 public:
  explicit TuReader(const TuFiles& files) : files_(files) {}

  TuContent read() {
    read_classes();
    read_places();
    read_edges();
    if (files_.node_labels) read_node_labels();
    if (files_.node_features) read_features();
    return std::move(content_);
  }

 private:
  /// Where a node is.
  struct Place {
    std::int32_t graph = 0;
    std::int32_t node = 0;
  };

  Graph& graph(const Place& place) {
    return content_.graphs[static_cast<std::size_t>(place.graph)];
  }

  void read_classes() {
    NamedValues classes;
    for (FieldLines lines(files_.classes, ','); lines.next();) {
      lines.require_fields(1);
      content_.labels.push_back(classes.add(lines.fields().front()));
    }
    if (content_.labels.empty()) {
      fail(ErrorCode::kInvalidData, "'{}' has no graph", files_.classes.string());
    }
    content_.classes = classes.sorted();
    classes.renumber(content_.labels);
    content_.graphs.resize(content_.labels.size());
  }

  void read_places() {
    for (FieldLines lines(files_.graphs, ','); lines.next();) {
      lines.require_fields(1);
      const std::int64_t number = lines.integer(0, "graph", 1, std::ssize(content_.graphs));
      Place place{.graph = static_cast<std::int32_t>(number - 1)};
      place.node = static_cast<std::int32_t>(graph(place).nodes++);
      places_.push_back(place);
      if (std::ssize(places_) > kMostNodes) lines.refuse("there are too many nodes");
    }
    const auto empty = std::ranges::find(content_.graphs, 0, &Graph::nodes);
    if (empty == content_.graphs.end()) return;
    fail(ErrorCode::kInvalidData, "'{}' gives graph {} of {} no node", files_.graphs.string(),
         empty - content_.graphs.begin() + 1, content_.graphs.size());
  }

  const Place& place_of(const FieldLines& lines, std::size_t field) const {
    const std::int64_t node = lines.integer(field, "node", 1, std::ssize(places_));
    return places_[static_cast<std::size_t>(node - 1)];
  }

  void read_edges() {
    for (FieldLines lines(files_.edges, ','); lines.next();) {
      lines.require_fields(2);
      const Place& from = place_of(lines, 0);
      const Place& to = place_of(lines, 1);
      if (from.graph != to.graph) {
        lines.refuse(fmt::format("the edge links nodes of the graphs {} and {}", from.graph + 1,
                                 to.graph + 1));
      }
      graph(from).edges.push_back({from.node, to.node});
    }
    for (Graph& each : content_.graphs) content_.loops += settle_edges(each);
  }

  void read_node_labels() {
    NamedValues labels;
    std::vector<std::int32_t> numbers;
    for (FieldLines lines(*files_.node_labels, kWholeLine); lines.next();) {
      next_node(lines, numbers.size());
      numbers.push_back(labels.add(lines.fields().front()));
    }
    require_all(*files_.node_labels, numbers.size());
    content_.node_labels = labels.sorted();
    labels.renumber(numbers);
    for (std::size_t i = 0; i < numbers.size(); ++i) graph(places_[i]).labels.push_back(numbers[i]);
  }

  void read_features() {
    std::size_t node = 0;
    std::size_t width = 0;
    for (FieldLines lines(*files_.node_features, ','); lines.next(); ++node) {
      next_node(lines, node);
      if (node == 0) width = lines.fields().size();
      lines.require_fields(width);
      for (std::size_t i = 0; i < width; ++i) {
        graph(places_[node])
            .features.push_back(lines.number(i, fmt::format("attribute {}", i + 1)));
      }
    }
    require_all(*files_.node_features, node);
    content_.features = static_cast<std::int64_t>(width);
  }

  void next_node(const FieldLines& lines, std::size_t node) const {
    if (node < places_.size()) return;
    lines.refuse(fmt::format("there are {} nodes only", places_.size()));
  }

  void require_all(const fs::path& file, std::size_t nodes) const {
    if (nodes == places_.size()) return;
    fail(ErrorCode::kInvalidData, "'{}' has {} lines, there are {} nodes", file.string(), nodes,
         places_.size());
  }

  const TuFiles& files_;
  TuContent content_;
  std::vector<Place> places_;  ///< of each node of the data set
};

}  // namespace

std::vector<fs::path> TuFiles::all() const {
  std::vector<fs::path> files = {edges, graphs, classes};
  for (const auto& file : {node_labels, node_features}) {
    if (file) files.push_back(*file);
  }
  return files;
}

std::optional<TuFiles> tu_files_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::path& entry : base::sorted_entries(folder)) {
    const std::string name = entry.filename().string();
    if (name.ends_with(kEdges)) names.push_back(name.substr(0, name.size() - kEdges.size()));
  }
  if (names.empty()) return std::nullopt;
  if (names.size() > 1) {
    throw failure_with_hint(ErrorCode::kInvalidData, "give each a folder of its own",
                            "'{}' has the data sets '{}' and '{}'", folder.string(), names[0],
                            names[1]);
  }
  const std::string& name = names.front();
  TuFiles files{.edges = folder / (name + std::string(kEdges)),
                .graphs = required(folder, name, "_graph_indicator.txt"),
                .classes = required(folder, name, "_graph_labels.txt"),
                .node_labels = optional(folder, name, "_node_labels.txt"),
                .node_features = optional(folder, name, "_node_attributes.txt"),
                .left_out = {}};
  for (const char* const other :
       {"_edge_labels.txt", "_edge_attributes.txt", "_graph_attributes.txt"}) {
    if (const auto file = optional(folder, name, other)) {
      leave_out(files.left_out, "files of what is known of edges or whole graphs", *file);
    }
  }
  return files;
}

TuContent read_tu(const TuFiles& files) {
  return TuReader(files).read();
}

}  // namespace maas::data
