#include "encoders/graph/records.h"

#include <utility>

#include "base/strings.h"
#include "data/content.h"
#include "encoders/file_records.h"

namespace maas::encoders {
namespace {

using Encode = std::function<HostTensors(std::string_view text)>;

/// The graphs of a file with one a line.
class GraphLines final : public LineWalk {
 public:
  GraphLines(data::TextFile content, const Encode& encode)
      : LineWalk(std::move(content)), encode_(encode) {}

  HostTensors read() override { return encode_(text()); }

 private:
  const Encode& encode_;
};

/// The graph that a file is.
class LoneGraph final : public FileWalk {
 public:
  LoneGraph(data::TextFile content, const Encode& encode)
      : content_(std::move(content)), encode_(encode) {}

  bool next() override { return !std::exchange(is_read_, true); }
  std::int64_t line() const override { return 1; }
  HostTensors read() override { return encode_(content_.text); }

 private:
  data::TextFile content_;
  const Encode& encode_;
  bool is_read_ = false;
};

class GraphRecords final : public FileRecords {
 public:
  GraphRecords(const std::vector<std::string>& files, Encode encode)
      : FileRecords(files), encode_(std::move(encode)) {}

 private:
  std::unique_ptr<FileWalk> open(const std::string& file) const override {
    data::TextFile content = data::content_of(file);
    const std::string name = base::lowered(file);
    if (name.ends_with(".json") || name.ends_with(".json.gz")) {
      return std::make_unique<LoneGraph>(std::move(content), encode_);
    }
    return std::make_unique<GraphLines>(std::move(content), encode_);
  }

  Encode encode_;
};

}  // namespace

std::unique_ptr<Records> graph_records(const std::vector<std::string>& arguments,
                                       std::function<HostTensors(std::string_view)> encode) {
  return std::make_unique<GraphRecords>(arguments, std::move(encode));
}

}  // namespace maas::encoders
