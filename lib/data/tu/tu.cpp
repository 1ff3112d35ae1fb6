#include "data/tu/tu.h"

#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "data/file_digests.h"
#include "data/memo.h"
#include "data/tu/files.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

class TuSet final : public Graphs {
 public:
  explicit TuSet(TuFiles files)
      : files_(std::move(files)), content_(read_tu(files_)), digests_(content_.graphs.size()) {}

  std::int64_t size() const override { return std::ssize(content_.graphs); }
  const std::vector<std::string>& classes() const override { return content_.classes; }
  std::int64_t label(std::int64_t index) const override {
    return content_.labels[static_cast<std::size_t>(index)];
  }
  std::string name(std::int64_t index) const override {
    return fmt::format("{}[{}]", files_.classes.string(), index);
  }
  Digest digest(std::int64_t index) const override {
    return digests_.get(index, [&] { return digest_of(graph(index), content_.node_labels); });
  }
  std::string fingerprint(Progress& progress) const override {
    return fingerprint_of(files_.all(), progress);
  }
  std::vector<LeftOut> left_out() const override {
    std::vector<LeftOut> all = files_.left_out;
    if (content_.loops > 0) {
      all.push_back({"edges from a node to itself", content_.loops, files_.edges.string()});
    }
    return all;
  }

  bool are_nodes() const override { return false; }
  const Graph& graph(std::int64_t index) const override {
    return content_.graphs[static_cast<std::size_t>(index)];
  }
  const std::vector<std::string>& node_labels() const override { return content_.node_labels; }
  std::int64_t features() const override { return content_.features; }

 private:
  TuFiles files_;
  TuContent content_;
  Memo<Digest> digests_;
};

class Tu final : public Layout {
 public:
  explicit Tu(TuOptions options) : options_(std::move(options)) {}

  Located locate(const fs::path& path) const override {
    if (!base::is_folder(path) || !tu_files_in(path)) return {};
    TuOptions options{.path = {path.string()}};
    return {Located::Fit::kCertain, {{"train", {"tu", AnyOptions::of(std::move(options))}}}};
  }

  std::unique_ptr<Dataset> open(const Opening&) const override {
    return std::make_unique<TuSet>(required());
  }

  std::vector<fs::path> files() const override { return required().all(); }

  AnyOptions settled(const Facts&) const override { return AnyOptions::of(TuOptions(options_)); }

 private:
  TuFiles required() const {
    const std::string& folder = options_.path.text;
    if (folder.empty()) fail(ErrorCode::kInvalidRecipe, "tu: there is no path");
    auto files = tu_files_in(folder);
    if (files) return *std::move(files);
    throw failure_with_hint(ErrorCode::kNotFound, "it names the folder of a data set's files",
                            "'{}' has no file NAME_A.txt", folder);
  }

  TuOptions options_;
};

}  // namespace

std::unique_ptr<Layout> make_tu(const std::string& /*split*/, const TuOptions& options) {
  return std::make_unique<Tu>(options);
}

}  // namespace maas::data
