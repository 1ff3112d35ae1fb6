#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/layout.h"

namespace maas::data {

/// Looks what lies at `path` in any of the layouts: a folder or a file of samples, a folder with
/// one for each split; or the name of an environment.
/// @param kinds  of data; empty: any. A table may be of several
/// @return the splits, train first; none if no layout of some kinds applies
/// @throws Error kNotFound if there is nothing; kInvalidData if no layout applies, or several do
std::vector<SplitFiles> locate(const std::filesystem::path& path,
                               const std::vector<std::string>& kinds = {});

/// Returns a split's files, or null.
const SplitFiles* find_split(const std::vector<SplitFiles>& all, const std::string& split);

}  // namespace maas::data
