#include "base/build_id.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

#include <fmt/format.h>
#include <link.h>

namespace maas::base {
namespace {

constexpr std::size_t kShownBytes = 6;

std::size_t padded(std::size_t size) {
  return (size + 3) / 4 * 4;
}

/// Finds the build id among the notes of a segment, each a header, a name and a description.
std::span<const unsigned char> id_among(std::span<const unsigned char> notes) {
  while (notes.size() >= sizeof(ElfW(Nhdr))) {
    const auto& header = *reinterpret_cast<const ElfW(Nhdr)*>(notes.data());
    notes = notes.subspan(sizeof header);
    const std::size_t name = padded(header.n_namesz);
    const std::size_t whole = name + padded(header.n_descsz);
    if (whole > notes.size()) break;
    const std::string_view owner(reinterpret_cast<const char*>(notes.data()), header.n_namesz);
    if (header.n_type == NT_GNU_BUILD_ID && owner == std::string_view("GNU\0", 4)) {
      return notes.subspan(name, header.n_descsz);
    }
    notes = notes.subspan(whole);
  }
  return {};
}

struct Search {
  std::uintptr_t code;  ///< an address in the object that is looked for
  std::string found{};
};

/// Returns 1 for the object that holds the code: the others need not be looked at.
int look_at(dl_phdr_info* object, std::size_t, void* data) {
  auto& search = *static_cast<Search*>(data);
  const std::span headers(object->dlpi_phdr, object->dlpi_phnum);
  const bool is_it = std::ranges::any_of(headers, [&](const ElfW(Phdr) & segment) {
    const std::uintptr_t start = object->dlpi_addr + segment.p_vaddr;
    return segment.p_type == PT_LOAD && search.code >= start &&
           search.code < start + segment.p_memsz;
  });
  if (!is_it) return 0;
  for (const ElfW(Phdr) & segment : headers) {
    if (segment.p_type != PT_NOTE) continue;
    const auto* start = reinterpret_cast<const unsigned char*>(object->dlpi_addr + segment.p_vaddr);
    const auto id = id_among({start, segment.p_memsz});
    const auto shown = id.first(std::min(id.size(), kShownBytes));
    if (!id.empty()) search.found = fmt::format("{:02x}", fmt::join(shown, ""));
  }
  return 1;
}

}  // namespace

std::string build_id() {
  Search search{.code = reinterpret_cast<std::uintptr_t>(&look_at)};
  dl_iterate_phdr(look_at, &search);
  return search.found;
}

}  // namespace maas::base
