#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "maas/error.h"

namespace maas::test {

/// A new directory that is removed with the object.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "maas-test-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// What tests hash is remembered here, and not in the user's cache.
inline const TemporaryDirectory kCache;
inline const bool kHasOwnCache = setenv("MAAS_CACHE", kCache.path().c_str(), /*overwrite=*/1) == 0;

}  // namespace maas::test

/// Expects a maas::Error of this code (an enumerator's name) whose message has this part.
#define EXPECT_ERROR(expression, expected, part)                            \
  do {                                                                      \
    try {                                                                   \
      static_cast<void>(expression);                                        \
      ADD_FAILURE() << #expression " did not throw";                        \
    } catch (const ::maas::Error& error) {                                  \
      EXPECT_EQ(error.code(), ::maas::ErrorCode::expected) << error.what(); \
      EXPECT_THAT(error.what(), ::testing::HasSubstr(part));                \
    }                                                                       \
  } while (false)
