#include "decoding/widened_copy.h"

#include <sys/stat.h>

#include <algorithm>

#include <fmt/format.h>

#include "base/digest_cache.h"
#include "base/hashing.h"
#include "decoding/safetensors_source.h"
#include "decoding/widening.h"
#include "formats/safetensors/safetensors.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMostBytes = std::uintmax_t{16} << 30U;

/// Grows when copies are made in another way.
constexpr int kForm = 1;

std::string key_of(const fs::path& file) {
  struct stat status {};
  if (stat(file.c_str(), &status) != 0) return {};
  return base::sha256(fmt::format("{} {} {} {}.{} {}", kForm, fs::canonical(file).string(),
                                  status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
                                  status.st_ino));
}

bool needs_widening(const TensorSource& source, const std::vector<std::string>& names) {
  return std::ranges::any_of(names, [&](const std::string& name) {
    return source.at(name).shape.size() > 1 && !is_direct(source.at(name).type);
  });
}

formats::Dtype dtype_of(formats::BlockType type) {
  if (type == formats::BlockType::kF32) return formats::Dtype::kF32;
  return type == formats::BlockType::kBF16 ? formats::Dtype::kBF16 : formats::Dtype::kF16;
}

void write_copy(const TensorSource& source, const std::vector<std::string>& names,
                const fs::path& path) {
  std::vector<formats::TensorView> views;
  for (const std::string& name : names) {
    const SourceTensor tensor = source.at(name);
    formats::TensorView view = {
        .name = name, .dtype = dtype_of(tensor.type), .shape = tensor.shape};
    if (is_direct(tensor.type)) {
      view.bytes = tensor.bytes;
    } else {
      const auto memory = std::make_shared<Memory>(widened(tensor));
      view.bytes = memory->bytes();
      view.owner = memory;
    }
    views.push_back(std::move(view));
  }
  formats::write_safetensors(path, std::move(views));
}

/// Removes the longest unused copies until the others fit.
void make_room(const fs::path& directory) {
  std::vector<std::pair<fs::file_time_type, fs::path>> copies;
  std::uintmax_t bytes = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    copies.emplace_back(entry.last_write_time(), entry.path());
    bytes += entry.file_size();
  }
  std::ranges::sort(copies);
  for (const auto& [time, path] : copies) {
    if (bytes <= kMostBytes) return;
    bytes -= fs::file_size(path);
    fs::remove(path);
  }
}

}  // namespace

fs::path widened_directory() {
  const fs::path cache = base::cache_directory();
  return cache.empty() ? cache : cache / "widened";
}

std::shared_ptr<const TensorSource> with_widened_copy(std::shared_ptr<const TensorSource> source,
                                                      const fs::path& file,
                                                      const fs::path& directory) {
  const std::vector<std::string> names = source->names();
  if (directory.empty() || !needs_widening(*source, names)) return source;
  const fs::path copy = directory / (key_of(file) + ".safetensors");
  try {
    if (!fs::exists(copy)) {
      fs::create_directories(directory);
      write_copy(*source, names, copy);
      make_room(directory);
    }
    std::shared_ptr<const TensorSource> widened = open_weight_file(copy);
    fs::last_write_time(copy, fs::file_time_type::clock::now());
    return widened;
  } catch (const Error&) {
    return source;
  } catch (const fs::filesystem_error&) {
    return source;
  }
}

}  // namespace maas::decoding
