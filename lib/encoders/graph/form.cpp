#include "encoders/graph/form.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/moments.h"
#include "base/strings.h"
#include "formats/json/json.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "recipe/write.h"

namespace maas::encoders {
namespace {

constexpr const char* kSchema = "maas.graph/v1";

/// What `graph.json` holds.
struct Learned {
  std::string schema = kSchema;
  std::vector<std::string> labels;
  std::vector<FeatureMoments> features;
  std::int64_t degrees = 0;
};

void describe(Fields& fields, Learned& learned) {
  fields("schema", learned.schema, "version of the file").choices({kSchema}).required();
  fields("labels", learned.labels, "labels that nodes had in training");
  fields("features", learned.features, "what the features of nodes were like");
  fields("degrees", learned.degrees, "numbers of links that are told apart")
      .range(between(0, NodeForm::kMostDegree + 1));
}

/// Calls `see(graph, node)` for each node that is trained on.
template <class See>
void for_each_node(const data::Graphs& train, const See& see) {
  for (std::int64_t i = 0; i < train.size(); ++i) {
    const data::Graph& graph = train.graph(i);
    if (train.are_nodes()) {
      see(graph, static_cast<std::size_t>(train.node(i)));
      continue;
    }
    for (std::size_t node = 0; node < static_cast<std::size_t>(graph.nodes); ++node) {
      see(graph, node);
    }
  }
}

std::vector<std::string> seen_labels(const data::Graphs& train) {
  const std::vector<std::string>& names = train.node_labels();
  if (names.empty()) return {};
  std::vector<bool> is_seen(names.size());
  for_each_node(train, [&](const data::Graph& graph, std::size_t node) {
    is_seen[static_cast<std::size_t>(graph.labels[node])] = true;
  });
  std::vector<std::string> seen;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (is_seen[i]) seen.push_back(names[i]);
  }
  return seen;
}

std::vector<FeatureMoments> moments_of(const data::Graphs& train) {
  const auto width = static_cast<std::size_t>(train.features());
  std::vector<FeatureMoments> all;
  for (std::size_t i = 0; i < width; ++i) {
    const base::Moments moments = base::moments_of([&](const auto& add) {
      for_each_node(train, [&](const data::Graph& graph, std::size_t node) {
        add(graph.features[node * width + i]);
      });
    });
    all.push_back({.mean = moments.mean, .std = moments.std});
  }
  return all;
}

std::int64_t most_links(const data::Graphs& train) {
  std::int64_t most = 0;
  for (std::int64_t i = 0; i < train.size(); ++i) {
    for (const std::int64_t links : data::degrees_of(train.graph(i))) most = std::max(most, links);
  }
  return most;
}

float standardised(const FeatureMoments& moments, float value) {
  if (moments.std == 0) return 0;
  return static_cast<float>((value - moments.mean) / moments.std);
}

}  // namespace

void describe(Fields& fields, FeatureMoments& moments) {
  fields("mean", moments.mean, "mean of the feature");
  fields("std", moments.std, "its standard deviation").range(at_least(0));
}

NodeForm::NodeForm(const data::Graphs& train)
    : labels_(seen_labels(train)), moments_(moments_of(train)) {
  if (!labels_.empty() || !moments_.empty() || train.are_nodes()) return;
  degrees_ = std::min(most_links(train), kMostDegree) + 1;
}

NodeForm::NodeForm(const std::filesystem::path& file) {
  auto learned = recipe::from_json_to<Learned>(formats::read_json<formats::OrderedJson>(file),
                                               file.string(), {}, {.ignore_unknown_keys = true});
  labels_ = std::move(learned.labels);
  moments_ = std::move(learned.features);
  degrees_ = learned.degrees;
}

nlohmann::ordered_json NodeForm::to_json() const {
  return recipe::to_json_of(Learned{.labels = labels_, .features = moments_, .degrees = degrees_});
}

std::int64_t NodeForm::width() const {
  return std::ssize(labels_) + std::ssize(moments_) + degrees_;
}

std::vector<std::int32_t> NodeForm::numbers_of(const std::vector<std::string>& node_labels) const {
  std::unordered_map<std::string_view, std::int32_t> learned;
  for (const std::string& label : labels_) {
    learned.emplace(label, static_cast<std::int32_t>(learned.size()));
  }
  std::vector<std::int32_t> numbers;
  for (const std::string& name : node_labels) {
    const auto found = learned.find(name);
    numbers.push_back(found == learned.end() ? -1 : found->second);
  }
  return numbers;
}

void NodeForm::write_inputs(const data::Graph& graph, const std::vector<std::int32_t>& numbers,
                            float* inputs) const {
  const auto nodes = static_cast<std::size_t>(graph.nodes);
  std::fill_n(inputs, graph.nodes * width(), 0.0F);
  const std::vector<std::int64_t> degrees =
      degrees_ > 0 ? data::degrees_of(graph) : std::vector<std::int64_t>();
  for (std::size_t node = 0; node < nodes; ++node, inputs += width()) {
    if (!labels_.empty()) {
      const std::int32_t label = graph.labels[node];
      const std::int32_t number = label < 0 ? -1 : numbers[static_cast<std::size_t>(label)];
      if (number >= 0) inputs[number] = 1;
    }
    float* const features = inputs + labels_.size();
    for (std::size_t i = 0; i < moments_.size(); ++i) {
      features[i] = standardised(moments_[i], graph.features[node * moments_.size() + i]);
    }
    if (degrees_ > 0) features[std::min(degrees[node], degrees_ - 1)] = 1;
  }
}

std::string NodeForm::text() const {
  std::vector<std::string> known;
  if (!labels_.empty()) known.push_back(fmt::format("{} labels", labels_.size()));
  if (!moments_.empty()) known.push_back(fmt::format("{} features", moments_.size()));
  if (known.empty()) return "nodes of which nothing but their links is known";
  return fmt::format("nodes of {}", base::join(known, " and "));
}

void write_neighbours(const data::Graph& graph, std::int64_t* neighbours) {
  const std::vector<std::int64_t> degrees = data::degrees_of(graph);
  std::vector<std::int64_t> next(degrees.size());
  std::exclusive_scan(degrees.begin(), degrees.end(), next.begin(), std::int64_t{0});
  for (const data::Edge& edge : graph.edges) {
    neighbours[next[static_cast<std::size_t>(edge.a)]++] = edge.b;
    neighbours[next[static_cast<std::size_t>(edge.b)]++] = edge.a;
  }
}

}  // namespace maas::encoders
