#include "data/edge_list/content.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "fuzz/support.h"
#include "maas/error.h"

using namespace maas;

namespace {

/// A file of the process's own.
std::filesystem::path file(const char* name) {
  static const std::filesystem::path folder = [] {
    auto path = std::filesystem::temp_directory_path() /
                ("maas-edge-list-fuzz-" + std::to_string(getpid()));
    std::filesystem::create_directories(path);
    return path;
  }();
  return folder / name;
}

void write(const std::filesystem::path& path, std::string_view start, std::string_view text) {
  std::ofstream(path) << start << text;
}

}  // namespace

/// Whatever a table of nodes and a list of edges, which a NUL separates, they are a graph whose
/// edges are of its nodes and in order, or an error of ours.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = fuzz::text_of(bytes, size);
  const std::size_t border = std::min(text.find('\0'), text.size());
  const data::EdgeListFiles files{.edges = file("edges.csv"), .nodes = file("nodes.csv")};
  return fuzz::expect_only_bad_data([&] {
    write(files.nodes, "id,label,x\n", text.substr(0, border));
    write(files.edges, "", text.substr(std::min(border + 1, text.size())));
    const data::EdgeListContent content = data::read_edge_list(files, {});
    const data::Graph& graph = content.graph;
    fuzz::require(static_cast<std::int64_t>(content.names.size()) == graph.nodes);
    fuzz::require(std::ranges::is_sorted(graph.edges));
    for (const data::Edge& edge : graph.edges) {
      fuzz::require(edge.a >= 0 && edge.a < edge.b && edge.b < graph.nodes);
    }
    fuzz::require(graph.features.size() ==
                  static_cast<std::size_t>(graph.nodes * content.features));
    for (const data::LabelledNode& sample : content.samples) {
      fuzz::require(sample.node < graph.nodes);
      fuzz::require(sample.label < static_cast<std::int32_t>(content.classes.size()));
    }
  });
}
