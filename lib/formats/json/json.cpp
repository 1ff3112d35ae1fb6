#include "formats/json/json.h"

#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/posix.h"
#include "maas/error.h"

namespace maas::formats {
namespace {

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxFileBytes = std::size_t{1} << 30;

/// Refuses repeated keys and deep nesting while a document is parsed.
class Strictness {
 public:
  explicit Strictness(std::string_view origin) : origin_(origin) {}

  template <class Event, class Document>
  bool operator()(int /*depth*/, Event event, const Document& parsed) {
    switch (event) {
      case Event::object_start:
      case Event::array_start:
        keys_.emplace_back();
        if (keys_.size() > kMaxDepth) {
          fail(ErrorCode::kInvalidData, "'{}': nesting is deeper than {}", origin_, kMaxDepth);
        }
        break;
      case Event::object_end:
      case Event::array_end:
        keys_.pop_back();
        break;
      case Event::key: {
        const auto& key = parsed.template get_ref<const std::string&>();
        if (!keys_.back().insert(key).second) {
          fail(ErrorCode::kInvalidData, "'{}': key '{}' is repeated", origin_, key);
        }
        break;
      }
      case Event::value:
        break;
    }
    return true;
  }

 private:
  std::string_view origin_;
  std::vector<std::set<std::string>> keys_;
};

}  // namespace

template <class Document>
Document parse_json(std::string_view text, std::string_view origin) {
  Strictness check(origin);
  try {
    return Document::parse(text, [&check](int depth, auto event, const Document& parsed) {
      return check(depth, event, parsed);
    });
  } catch (const nlohmann::json::exception& error) {
    const std::string_view message = error.what();
    fail(ErrorCode::kInvalidData, "'{}': not valid JSON: {}", origin,
         message.substr(message.find(']') + 2));
  }
}

template <class Document>
Document read_json(const std::filesystem::path& path) {
  base::open_regular(path);  // never waits for whoever writes into a pipe
  return parse_json<Document>(base::read_file(path, kMaxFileBytes), path.string());
}

template Json parse_json<Json>(std::string_view, std::string_view);
template OrderedJson parse_json<OrderedJson>(std::string_view, std::string_view);
template Json read_json<Json>(const std::filesystem::path&);
template OrderedJson read_json<OrderedJson>(const std::filesystem::path&);

void write_json(const std::filesystem::path& path, const OrderedJson& document) {
  // Paths may hold bytes that are not UTF-8, which JSON cannot.
  const auto replace = OrderedJson::error_handler_t::replace;
  base::write_file(path, document.dump(2, ' ', /*ensure_ascii=*/false, replace) + "\n");
}

}  // namespace maas::formats
