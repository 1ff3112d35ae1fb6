#include "data/edge_list/edge_list.h"

#include <utility>

#include <fmt/format.h>

#include "base/hashing.h"
#include "base/strings.h"
#include "data/edge_list/content.h"
#include "data/file_digests.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

class EdgeListSet final : public Graphs {
 public:
  EdgeListSet(EdgeListFiles files, EdgeListOptions options)
      : files_(std::move(files)),
        options_(std::move(options)),
        content_(read_edge_list(files_, options_)) {}

  std::int64_t size() const override { return std::ssize(content_.samples); }
  const std::vector<std::string>& classes() const override { return content_.classes; }
  std::int64_t label(std::int64_t index) const override { return at(index).label; }
  std::string name(std::int64_t index) const override {
    return fmt::format("{}:{}", files_.nodes.string(), at(index).line);
  }

  /// A node is what it is called: the graph around it does not make it another.
  Digest digest(std::int64_t index) const override {
    return digest_of(content_.names[static_cast<std::size_t>(node(index))]);
  }

  /// Of the files' bytes, and of what they are taken for.
  std::string fingerprint(Progress& progress) const override {
    return base::sha256(fmt::format("{}\n{}\n{}",
                                    fingerprint_of({files_.edges, files_.nodes}, progress),
                                    options_.label, base::join(options_.ignore, "\n")));
  }
  std::vector<LeftOut> left_out() const override { return content_.left_out; }

  bool are_nodes() const override { return true; }
  const Graph& graph(std::int64_t) const override { return content_.graph; }
  std::int64_t node(std::int64_t index) const override { return at(index).node; }
  const std::vector<std::string>& node_names() const override { return content_.names; }
  const std::vector<std::string>& node_labels() const override {
    static const std::vector<std::string> none;
    return none;
  }
  std::int64_t features() const override { return content_.features; }

 private:
  const LabelledNode& at(std::int64_t index) const {
    return content_.samples[static_cast<std::size_t>(index)];
  }

  EdgeListFiles files_;
  EdgeListOptions options_;
  EdgeListContent content_;
};

class EdgeList final : public Layout {
 public:
  explicit EdgeList(EdgeListOptions options) : options_(std::move(options)) {}

  Located locate(const fs::path& path) const override { return located_edge_list(path); }

  std::unique_ptr<Dataset> open(const Opening&) const override {
    return std::make_unique<EdgeListSet>(edge_list_files_of(options_), options_);
  }

  std::vector<fs::path> files() const override {
    const EdgeListFiles files = edge_list_files_of(options_);
    return {files.edges, files.nodes};
  }

  AnyOptions settled(const Facts&) const override {
    return AnyOptions::of(EdgeListOptions(options_));
  }

 private:
  EdgeListOptions options_;
};

}  // namespace

std::unique_ptr<Layout> make_edge_list(const std::string& /*split*/,
                                       const EdgeListOptions& options) {
  return std::make_unique<EdgeList>(options);
}

}  // namespace maas::data
