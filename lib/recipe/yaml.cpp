#include "recipe/yaml.h"

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "base/utf8.h"

namespace maas::recipe {
namespace {

/// Ends the parsing after a problem beyond which nothing can be read.
struct Abandoned {};

/// Turns the parser's events into a tree.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(const SourcePtr& source, Problems& problems) : source_(source), problems_(problems) {}

  Node take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node node;
    node.position = at(mark, 1);
    node.text = "";
    finish(std::move(node), anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    check_tag(mark, tag);
    Node node = Node::plain(value);
    node.quoted = tag == "!";
    node.position = at(mark, static_cast<int>(value.size()) + (node.quoted ? 2 : 0));
    finish(std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) abandon(mark, "an alias stands inside its own anchor");
    spend(mark, found->second.count());
    add(found->second);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::list());
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::map());
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Node node;
    YAML::anchor_t anchor = 0;
    std::optional<Entry> pending;  ///< a key whose value is still to come
  };

  Position at(const YAML::Mark& mark, int length) const {
    return {source_, mark.line + 1, mark.column + 1, length};
  }

  [[noreturn]] void abandon(const YAML::Mark& mark, std::string message) {
    problems_.add(at(mark, 1), std::move(message));
    throw Abandoned{};
  }

  void check_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    abandon(mark, fmt::format("tags are not supported, here '{}'", tag));
  }

  void spend(const YAML::Mark& mark, std::size_t nodes) {
    nodes_ += nodes;
    if (nodes_ > kMaxNodes) abandon(mark, fmt::format("more than {} values", kMaxNodes));
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node node) {
    check_tag(mark, tag);
    spend(mark, 1);
    if (open_.size() >= kMaxDepth) abandon(mark, fmt::format("nested deeper than {}", kMaxDepth));
    node.position = at(mark, 1);
    open_.push_back({std::move(node), anchor, {}});
  }

  void close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    finish(std::move(done.node), done.anchor);
  }

  void finish(Node node, YAML::anchor_t anchor) {
    ++nodes_;
    if (anchor != 0) anchors_[anchor] = node;
    add(std::move(node));
  }

  void add(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
    } else if (open_.back().node.is(Node::Kind::kList)) {
      open_.back().node.items.push_back(std::move(node));
    } else if (!open_.back().pending) {
      begin_entry(std::move(node));
    } else {
      end_entry(std::move(node));
    }
  }

  void begin_entry(Node key) {
    if (key.is(Node::Kind::kMap) || key.is(Node::Kind::kList)) {
      problems_.add(key.position, fmt::format("a key is a text, not {}", shown(key)));
      throw Abandoned{};
    }
    open_.back().pending = Entry{std::move(key.text), key.position, {}};
  }

  void end_entry(Node value) {
    Entry entry = std::move(*open_.back().pending);
    open_.back().pending.reset();
    const Node& map = open_.back().node;
    if (value.is(Node::Kind::kNull) && value.position.line != entry.position.line) {
      value.position = entry.position;
    }
    if (const Entry* first = map.entry(entry.key)) {
      problems_.add(entry.position, fmt::format("duplicate key '{}'", path_to(entry.key)),
                    fmt::format("first set on line {}", first->position.line));
      return;
    }
    entry.value = std::move(value);
    open_.back().node.entries.push_back(std::move(entry));
  }

  std::string path_to(const std::string& key) const {
    std::string path;
    for (std::size_t i = 0; i + 1 < open_.size(); ++i) {
      if (open_[i].pending)
        path = join_path(path, open_[i].pending->key);
      else
        path += fmt::format("[{}]", open_[i].node.items.size());
    }
    return join_path(path, key);
  }

  const SourcePtr& source_;
  Problems& problems_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, Node> anchors_;
  std::size_t nodes_ = 0;
  Node root_ = Node::map();
};

Position position_of(const SourcePtr& source, std::size_t offset) {
  const std::string_view before = std::string_view(source->text).substr(0, offset);
  const std::size_t line_start = before.rfind('\n') + 1;
  return {source, static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
          static_cast<int>(offset - line_start) + 1, 1};
}

Node broken() {
  return Node::of(Node::Kind::kBroken);
}

}  // namespace

Node parse_yaml(const SourcePtr& source, Problems& problems) {
  if (source->text.size() > kMaxBytes) {
    problems.add({source},
                 fmt::format("{} bytes, at most {} are read", source->text.size(), kMaxBytes));
    return broken();
  }
  if (const std::size_t bad = base::find_invalid_utf8(source->text);
      bad != std::string_view::npos) {
    const Position where = position_of(source, bad);
    problems.add({source, where.line, where.column}, "not valid UTF-8");
    return broken();
  }
  TreeBuilder builder(source, problems);
  try {
    std::istringstream stream(source->text);
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    Node root = builder.take_root();
    if (TreeBuilder rest(source, problems); parser.HandleNextDocument(rest)) {
      problems.add(rest.take_root().position, "more than one document");
    }
    return root;
  } catch (const YAML::Exception& error) {
    problems.add({source, error.mark.line + 1, error.mark.column + 1}, error.msg);
  } catch (const Abandoned&) {
  }
  return broken();
}

}  // namespace maas::recipe
