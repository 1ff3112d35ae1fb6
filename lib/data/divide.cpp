#include "data/divide.h"

#include <set>
#include <system_error>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/parallel.h"
#include "base/posix.h"
#include "data/class_folders.h"
#include "data/counter.h"
#include "data/derived.h"
#include "data/digest.h"
#include "data/file_digests.h"
#include "data/membership.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr const char* kManifest = "split.json";
constexpr const char* kSchema = "maas.data-split/v1";

/// What each picture shows, and its class.
std::vector<Member> members_of(const ClassFolders& folders, Progress& progress) {
  std::vector<Member> members(folders.files.size());
  const FileDigests digests(members.size());
  Counter counter("digest", std::ssize(members), progress);
  base::for_each_index(std::ssize(members), [&](std::int64_t index) {
    const PictureFile& picture = folders.files[static_cast<std::size_t>(index)];
    const std::string& sha256 = digests.of(index, picture.path);
    members[static_cast<std::size_t>(index)] = {digest_of_sha256(sha256).key(), picture.label};
    counter.count_one();
  });
  return members;
}

/// @throws Error kInvalidData if a class has fewer different pictures than there are splits
void require_enough(const ClassFolders& folders, const std::vector<Member>& members,
                    std::size_t splits) {
  std::vector<std::set<std::uint64_t>> contents(folders.classes.size());
  for (const Member& member : members) {
    contents[static_cast<std::size_t>(member.stratum)].insert(member.content);
  }
  for (std::size_t i = 0; i < contents.size(); ++i) {
    if (contents[i].size() >= splits) continue;
    fail(ErrorCode::kInvalidData, "class '{}' has {} different pictures for {} splits",
         folders.classes[i], contents[i].size(), splits);
  }
}

/// Which split each picture goes to.
std::vector<std::size_t> assign(const ClassFolders& folders, const DivideRequest& request,
                                Progress& progress) {
  const std::vector<Member> members = members_of(folders, progress);
  require_enough(folders, members, request.shares.size());
  std::vector<double> fractions;
  for (const Share& share : request.shares) fractions.push_back(share.fraction);
  return shares_of(members, fractions, request.seed);
}

/// @throws Error kNotFound or kIo if `from` cannot be read; kCannotCreate, kIo
void place(const fs::path& from, const fs::path& to, bool link) {
  const base::Descriptor readable = base::open_regular(from);
  std::error_code error;
  if (link)
    fs::create_symlink(fs::absolute(from).lexically_normal(), to, error);
  else
    fs::copy_file(from, to, error);
  if (error) base::fail_to_create(to, error.value());
}

Json manifest_of(const DivideRequest& request) {
  Json manifest = {{"schema", kSchema},
                   {"source", fs::absolute(request.source).lexically_normal().string()},
                   {"seed", request.seed},
                   {"link", request.link}};
  for (const Share& share : request.shares) {
    manifest["fractions"][share.split] = share.fraction;
    manifest["files"][share.split] = Json::array();
  }
  return manifest;
}

/// Puts the pictures where they belong and lists them in the manifest.
void fill(const fs::path& root, const ClassFolders& folders, const std::vector<std::size_t>& splits,
          const DivideRequest& request, Json& manifest, Progress& progress) {
  for (const Share& share : request.shares) {
    for (const std::string& name : folders.classes) {
      base::make_directories(root / share.split / name);
    }
  }
  for (std::size_t i = 0; i < folders.files.size(); ++i) {
    const PictureFile& picture = folders.files[i];
    const std::string& split = request.shares[splits[i]].split;
    const fs::path name = picture.path.lexically_relative(request.source);
    base::make_directories(base::directory_of(root / split / name));
    place(picture.path, root / split / name, request.link);
    manifest["files"][split].push_back(name.string());
    progress.stop_if_asked();
    progress.update({.stage = "split",
                     .done = static_cast<double>(i + 1),
                     .total = static_cast<double>(folders.files.size()),
                     .unit = "picture"});
  }
}

/// Makes the folder, by one rename.
void write_division(const ClassFolders& folders, const std::vector<std::size_t>& splits,
                    const DivideRequest& request, Progress& progress) {
  base::make_directories(base::directory_of(request.output));
  base::sweep_leftovers(base::directory_of(request.output));
  base::AtomicDirectory directory(request.output);
  Json manifest = manifest_of(request);
  fill(directory.staging(), folders, splits, request, manifest, progress);
  formats::write_json(directory.staging() / kManifest, manifest);
  directory.commit();
}

std::vector<DividedSplit> counts_of(const std::vector<std::size_t>& splits,
                                    const std::vector<Share>& shares) {
  std::vector<DividedSplit> counts;
  for (const Share& share : shares) counts.push_back({.split = share.split});
  for (const std::size_t split : splits) ++counts[split].samples;
  return counts;
}

}  // namespace

std::vector<DividedSplit> divide(const DivideRequest& request, Progress& progress) {
  const ClassFolders folders = list_class_folders(request.source);
  check_output({request.source, request.output, kManifest, "a division"}, request.force);
  const std::vector<std::size_t> splits = assign(folders, request, progress);
  if (!request.dry_run) write_division(folders, splits, request, progress);
  return counts_of(splits, request.shares);
}

}  // namespace maas::data
