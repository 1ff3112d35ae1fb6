#pragma once

#include <filesystem>
#include <string_view>

#include <nlohmann/json.hpp>

namespace maas::formats {

/// Keeps the keys' order, for small documents of our own; looking a key up is linear.
using OrderedJson = nlohmann::ordered_json;
/// Sorts the keys, for documents of any size.
using Json = nlohmann::json;

/// Parses one document; `origin` names it in errors.
/// @throws Error kInvalidData at a syntax error, a repeated key, text that is not UTF-8, or nesting
///   deeper than 64
template <class Document = Json>
Document parse_json(std::string_view text, std::string_view origin);

extern template Json parse_json<Json>(std::string_view, std::string_view);
extern template OrderedJson parse_json<OrderedJson>(std::string_view, std::string_view);

/// Parses a file of at most 1 GiB.
/// @throws Error kNotFound, kIo, kInvalidData
template <class Document = Json>
Document read_json(const std::filesystem::path& path);

extern template Json read_json<Json>(const std::filesystem::path&);
extern template OrderedJson read_json<OrderedJson>(const std::filesystem::path&);

/// Replaces the file by the document, indented by two and ended by a line feed.
/// @throws Error kCannotCreate, kIo
void write_json(const std::filesystem::path& path, const OrderedJson& document);

}  // namespace maas::formats
