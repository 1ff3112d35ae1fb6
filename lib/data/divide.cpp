#include "data/divide.h"

#include <algorithm>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "base/files.h"
#include "data/class_folder_division.h"
#include "data/derived.h"
#include "data/membership.h"
#include "data/registry.h"
#include "formats/json/json.h"
#include "maas/catalog.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr const char* kManifest = "split.json";
constexpr const char* kSchema = "maas.data-split/v1";

std::unique_ptr<Divisible> divisible_file(const DivideRequest& request) {
  if (base::is_folder(request.source)) return nullptr;
  for (const std::string& name : catalog().names(Registry::kLayout)) {
    const auto layout = layout_of({"train", {name, {}}});
    if (auto found = layout->divisible(request.source, request.target)) return found;
  }
  return nullptr;
}

/// A file of records, else class folders.
std::unique_ptr<Divisible> divisible_at(const DivideRequest& request) {
  if (auto found = divisible_file(request)) return found;
  const bool are_texts = base::is_folder(request.source) && holds_texts_alone(request.source);
  auto folders = divisible_class_folders(request.source, are_texts ? kTextFiles : kPictureFiles);
  if (request.target.empty()) return folders;
  fail(ErrorCode::kUsage, "--target: {} have no column '{}', their folders tell the class",
       folders->noun(), request.target);
}

/// The members of each stratum are divided by themselves.
std::string stratum_text(const std::vector<std::string>& strata, std::size_t stratum) {
  return strata.empty() ? "the whole" : fmt::format("class '{}'", strata[stratum]);
}

/// @throws Error kInvalidData if a stratum has fewer different samples than there are splits
void require_enough(const Divisible& samples, const std::vector<Member>& members,
                    std::size_t splits) {
  const std::vector<std::string> strata = samples.strata();
  std::vector<std::set<std::uint64_t>> contents(std::max<std::size_t>(1, strata.size()));
  for (const Member& member : members) {
    contents[static_cast<std::size_t>(member.stratum)].insert(member.content);
  }
  for (std::size_t i = 0; i < contents.size(); ++i) {
    if (contents[i].size() >= splits) continue;
    fail(ErrorCode::kInvalidData, "{} has {} different {} for {} splits", stratum_text(strata, i),
         contents[i].size(), samples.noun(), splits);
  }
}

/// Which split each sample goes to.
std::vector<std::size_t> assign(const Divisible& samples, const DivideRequest& request,
                                Progress& progress) {
  const std::vector<Member> members = samples.members(progress);
  require_enough(samples, members, request.shares.size());
  std::vector<double> fractions;
  for (const Share& share : request.shares) fractions.push_back(share.fraction);
  return shares_of(members, fractions, request.seed);
}

Json manifest_of(const DivideRequest& request) {
  Json manifest = {{"schema", kSchema},
                   {"source", fs::absolute(request.source).lexically_normal().string()},
                   {"seed", request.seed},
                   {"link", request.link}};
  if (!request.target.empty()) manifest["target"] = request.target;
  for (const Share& share : request.shares) manifest["fractions"][share.split] = share.fraction;
  return manifest;
}

/// Makes the folder, by one rename.
void write_division(const Divisible& samples, const std::vector<std::size_t>& splits,
                    const DivideRequest& request, Progress& progress) {
  base::make_directories(base::directory_of(request.output));
  base::sweep_leftovers(base::directory_of(request.output));
  base::AtomicDirectory directory(request.output);
  Assignment assignment{
      .root = directory.staging(), .splits = {}, .of = splits, .link = request.link};
  for (const Share& share : request.shares) assignment.splits.push_back(share.split);
  Json manifest = manifest_of(request);
  manifest["files"] = samples.write(assignment, progress);
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
  const std::unique_ptr<Divisible> samples = divisible_at(request);
  if (request.link && !samples->has_files()) {
    fail(ErrorCode::kUsage, "--link: there are no links to {}", samples->noun());
  }
  check_output({request.source, request.output, kManifest, "a division"}, request.force);
  const std::vector<std::size_t> splits = assign(*samples, request, progress);
  if (!request.dry_run) write_division(*samples, splits, request, progress);
  return counts_of(splits, request.shares);
}

}  // namespace maas::data
