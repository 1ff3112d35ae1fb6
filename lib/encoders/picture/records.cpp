#include "encoders/picture/records.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>

#include "base/files.h"
#include "base/streams.h"
#include "base/strings.h"
#include "formats/idx/idx.h"
#include "formats/image/image.h"
#include "maas/error.h"
#include "transforms/decode.h"

namespace maas::encoders {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytesOfPipe = std::size_t{1} << 28;

/// `FILE[7]` is picture 7 of an IDX file.
struct IndexedFile {
  std::string file;
  std::int64_t index = 0;
};

std::optional<IndexedFile> indexed(const std::string& input) {
  const std::size_t open = input.rfind('[');
  if (open == std::string::npos || input.back() != ']' || base::exists(input)) return std::nullopt;
  double index = 0;
  const std::string_view digits(input.data() + open + 1, input.size() - open - 2);
  if (!base::parse_number(digits, index) || index < 0 || index != std::floor(index)) {
    return std::nullopt;
  }
  constexpr double kExactlyCounted = 1LL << 53;
  if (index > kExactlyCounted) {
    fail(ErrorCode::kUsage, "{}: no file has {} pictures", input, digits);
  }
  return IndexedFile{input.substr(0, open), static_cast<std::int64_t>(index)};
}

bool is_folder(const fs::path& path) {
  std::error_code unseen;
  return fs::is_directory(path, unseen);
}

bool is_hidden(const fs::path& path) {
  return path.filename().string().starts_with('.');
}

std::vector<std::string> pictures_below(const std::string& folder) {
  std::vector<std::string> pictures;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (is_hidden(entry->path()))
      entry.disable_recursion_pending();
    else if (formats::is_picture_name(entry->path()) && !is_folder(entry->path()))
      pictures.push_back(entry->path().string());
  }
  if (error) base::fail_to_read(folder, error.value());
  if (pictures.empty()) {
    fail(ErrorCode::kInvalidData, "'{}': there is no picture in it ({})", folder,
         formats::kImageFormats);
  }
  std::sort(pictures.begin(), pictures.end());
  return pictures;
}

}  // namespace

std::vector<NamedPicture> without_folders(const std::vector<std::string>& inputs) {
  std::vector<NamedPicture> pictures;
  for (const std::string& input : inputs) {
    if (!is_folder(input)) {
      pictures.push_back({input});
      continue;
    }
    for (std::string& found : pictures_below(input)) {
      pictures.push_back({std::move(found), /*is_found=*/true});
    }
  }
  return pictures;
}

void PictureReader::read(const NamedPicture& from, transforms::Image& image) {
  const std::string& input = from.name;
  if (!from.is_found && base::is_stream(input)) {
    const std::string& file = base::stream_content(input, kMostBytesOfPipe);
    return transforms::decode(std::as_bytes(std::span(file)),
                              input == "-" ? "standard input" : input, channels_, background_,
                              image);
  }
  if (const auto place = indexed(input)) {
    const formats::IdxArray& array = opened(place->file);
    const transforms::ImageShape shape = formats::picture_shape(array.shape, place->file);
    if (place->index >= array.shape[0]) {
      fail(ErrorCode::kUsage, "{}: there is no picture {}, the last is {}", place->file,
           place->index, array.shape[0] - 1);
    }
    return transforms::assign_bytes(image, shape,
                                    array.values.data() + place->index * shape.elements());
  }
  const base::MappedFile file(input);
  transforms::decode(file.bytes(), input, channels_, background_, image);
}

const formats::IdxArray& PictureReader::opened(const std::string& file) {
  const auto found = files_.find(file);
  return found != files_.end() ? found->second
                               : files_.emplace(file, formats::read_idx(file)).first->second;
}

HostTensors PictureRecords::read() {
  reader_.read(pictures_[at_ - 1], image_);
  std::vector<float> row(static_cast<std::size_t>(shape_.elements()));
  requests_.write_row(image_, "picture", row.data());
  return {
      {PictureRequests::kName, {1, shape_.channels, shape_.height, shape_.width}, std::move(row)}};
}

}  // namespace maas::encoders
