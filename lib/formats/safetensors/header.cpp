#include "formats/safetensors/header.h"

#include <cstring>
#include <limits>
#include <optional>

#include <nlohmann/json.hpp>

#include "maas/error.h"

namespace maas::formats {
namespace {

constexpr std::string_view kMetadataKey = "__metadata__";
constexpr std::size_t kAlignment = 64;

/// Takes the parser's events; the depth and the last keys say where it is.
class HeaderEvents : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit HeaderEvents(std::string_view origin) : origin_(origin) {}

  SafetensorsHeader take() { return std::move(header_); }

  bool start_object(std::size_t) override {
    if (depth_ >= 2 || list_ != nullptr) fail_here("an object is out of place");
    if (++depth_ == 2 && !in_metadata_) header_.entries.push_back({.name = name_});
    seen_ = {};
    return true;
  }

  bool end_object() override {
    if (depth_-- == 2 && !in_metadata_ && !(seen_.dtype && seen_.shape && seen_.offsets)) {
      fail_here("'dtype', 'shape' or 'data_offsets' is missing");
    }
    return true;
  }

  bool key(std::string& text) override {
    if (depth_ == 1) {
      if (text == kMetadataKey && std::exchange(metadata_seen_, true)) {
        fail(ErrorCode::kInvalidData, "'{}': key '{}' is repeated", origin_, kMetadataKey);
      }
      in_metadata_ = text == kMetadataKey;
      name_ = std::move(text);
    } else {
      key_ = std::move(text);
    }
    return true;
  }

  bool string(std::string& text) override {
    if (depth_ == 2 && in_metadata_) {
      if (!header_.metadata.emplace(key_, std::move(text)).second) fail_repeated();
      return true;
    }
    if (depth_ != 2 || list_ != nullptr || key_ != "dtype") fail_here("a string is out of place");
    if (std::exchange(seen_.dtype, true)) fail_repeated();
    const std::optional<Dtype> dtype = dtype_named(text);
    if (!dtype) {
      fail(ErrorCode::kInvalidData, "'{}': tensor '{}': unknown dtype '{}'", origin_, name_, text);
    }
    header_.entries.back().dtype = *dtype;
    return true;
  }

  bool start_array(std::size_t) override {
    if (depth_ != 2 || in_metadata_ || list_ != nullptr) fail_here("a list is out of place");
    if (key_ == "shape") {
      if (std::exchange(seen_.shape, true)) fail_repeated();
      list_ = &header_.entries.back().shape;
    } else if (key_ == "data_offsets") {
      if (std::exchange(seen_.offsets, true)) fail_repeated();
      offsets_.clear();
      list_ = &offsets_;
    } else {
      fail_here(fmt::format("unknown key '{}'", key_));
    }
    return true;
  }

  bool end_array() override {
    if (std::exchange(list_, nullptr) != &offsets_) return true;
    if (offsets_.size() != 2) {
      fail_here(fmt::format("data_offsets has {} numbers, not 2", offsets_.size()));
    }
    header_.entries.back().begin = static_cast<std::uint64_t>(offsets_[0]);
    header_.entries.back().end = static_cast<std::uint64_t>(offsets_[1]);
    return true;
  }

  bool number_unsigned(std::uint64_t value) override {
    if (list_ == nullptr) fail_here("a number is out of place");
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      fail_here(fmt::format("{} is too large for {}", value, key_));
    }
    list_->push_back(static_cast<std::int64_t>(value));
    return true;
  }

  bool number_integer(std::int64_t value) override {
    fail_here(fmt::format("{} is negative", value));
  }
  bool number_float(double, const std::string& text) override {
    fail_here(fmt::format("{} is no 64-bit integer", text));
  }
  bool null() override { fail_here("null is out of place"); }
  bool boolean(bool) override { fail_here("a truth value is out of place"); }
  bool binary(nlohmann::json::binary_t&) override { fail_here("bytes are out of place"); }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::json::exception& error) override {
    const std::string_view message = error.what();
    fail(ErrorCode::kInvalidData, "'{}': byte {} of the header is not valid JSON: {}", origin_,
         position, message.substr(message.find(": ") + 2));
  }

 private:
  [[noreturn]] void fail_here(std::string_view what) const {
    fail(ErrorCode::kInvalidData, "'{}': tensor '{}': {}", origin_, name_, what);
  }
  [[noreturn]] void fail_repeated() const { fail_here(fmt::format("key '{}' is repeated", key_)); }

  struct Seen {
    bool dtype = false;
    bool shape = false;
    bool offsets = false;
  };

  std::string_view origin_;
  SafetensorsHeader header_;
  int depth_ = 0;
  bool in_metadata_ = false;
  bool metadata_seen_ = false;
  std::string name_;
  std::string key_;
  Seen seen_;
  std::vector<std::int64_t> offsets_;
  std::vector<std::int64_t>* list_ = nullptr;  ///< the list that is being read
};

}  // namespace

SafetensorsHeader parse_safetensors_header(std::string_view json, std::string_view origin) {
  if (!json.starts_with('{')) {
    fail(ErrorCode::kInvalidData, "'{}': the header does not start with '{{'", origin);
  }
  HeaderEvents events(origin);
  nlohmann::json::sax_parse(json, &events);
  return events.take();
}

std::string safetensors_prologue(const std::vector<SafetensorsEntry>& entries,
                                 const SafetensorsMetadata& metadata) {
  const auto quoted = [](const std::string& text) { return nlohmann::json(text).dump(); };
  std::string result(sizeof(std::uint64_t), '\0');
  result += '{';
  if (!metadata.empty()) {
    result += fmt::format("\"{}\":{},", kMetadataKey, nlohmann::json(metadata).dump());
  }
  std::uint64_t offset = 0;
  for (const SafetensorsEntry& entry : entries) {
    const std::optional<std::uint64_t> size = bytes_of(entry.dtype, entry.shape);
    if (!size || entry.name == kMetadataKey) {
      fail(ErrorCode::kInternal, "tensor '{}' cannot be written: {}", entry.name,
           describe_tensor(entry.dtype, entry.shape));
    }
    result += fmt::format(R"({}:{{"dtype":"{}","shape":[{}],"data_offsets":[{},{}]}},)",
                          quoted(entry.name), name_of(entry.dtype), fmt::join(entry.shape, ","),
                          offset, offset + *size);
    offset += *size;
  }
  if (result.back() == ',') result.pop_back();
  result += '}';
  result.resize((result.size() + kAlignment - 1) / kAlignment * kAlignment, ' ');
  const std::uint64_t length = result.size() - sizeof(length);
  std::memcpy(result.data(), &length, sizeof(length));
  return result;
}

}  // namespace maas::formats
