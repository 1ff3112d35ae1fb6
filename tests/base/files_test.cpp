#include "base/files.h"

#include <fstream>
#include <set>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/file_size_limit.h"
#include "support/support.h"

namespace maas::base {
namespace {

namespace fs = std::filesystem;
using test::FileSizeLimit;
using test::TemporaryDirectory;

std::set<std::string> names_in(const fs::path& directory) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory)) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

/// Returns the id of a process that has just ended.
pid_t dead_process() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  waitpid(child, nullptr, 0);
  return child;
}

TEST(ReadFile, GivesBackWhatWasWritten) {
  const TemporaryDirectory directory;
  const std::string content("a\0b\n", 4);
  write_file(directory / "file", content);
  EXPECT_EQ(read_file(directory / "file"), content);
}

TEST(ReadFile, NamesAMissingFile) {
  EXPECT_ERROR(read_file("/nowhere/file"), kNotFound, "cannot read '/nowhere/file': No such file");
}

TEST(ReadFile, RefusesADirectory) {
  EXPECT_ERROR(read_file("/tmp"), kIo, "cannot read '/tmp': Is a directory");
}

TEST(ReadFile, RefusesMoreThanTheLimit) {
  const TemporaryDirectory directory;
  write_file(directory / "file", std::string(100'001, 'x'));
  EXPECT_EQ(read_file(directory / "file", 100'001).size(), 100'001U);
  EXPECT_ERROR(read_file(directory / "file", 100'000), kInvalidData, "larger than 100000 bytes");
}

TEST(AtomicFile, ShowsNothingBeforeItIsCommitted) {
  const TemporaryDirectory directory;
  write_file(directory / "file", "old");
  AtomicFile file(directory / "file");
  file.write("new");
  EXPECT_EQ(read_file(directory / "file"), "old");
  file.commit();
  EXPECT_EQ(read_file(directory / "file"), "new");
}

TEST(AtomicFile, LeavesNothingBehindWhenGivenUp) {
  const TemporaryDirectory directory;
  AtomicFile(directory / "file").write("half");
  EXPECT_TRUE(names_in(directory.path()).empty());
}

TEST(AtomicFile, IsWhatALinkLeadsToThoughThatIsNotThereYet) {
  const test::TemporaryDirectory directory;
  fs::create_symlink("second", directory / "first");
  fs::create_symlink("file", directory / "second");
  write_file(directory / "first", "new");
  EXPECT_TRUE(fs::is_symlink(directory / "first"));
  EXPECT_TRUE(fs::is_symlink(directory / "second"));
  EXPECT_EQ(read_file(directory / "file"), "new");
}

TEST(AtomicFile, CannotBeMadeWhereLinksGoRound) {
  const test::TemporaryDirectory directory;
  fs::create_symlink("second", directory / "first");
  fs::create_symlink("first", directory / "second");
  EXPECT_ERROR(AtomicFile(directory / "first"), kCannotCreate, "Too many levels of symbolic links");
}

TEST(AtomicFile, CannotBeMadeInAMissingDirectory) {
  EXPECT_ERROR(AtomicFile("/nowhere/file"), kCannotCreate, "cannot create '/nowhere/file'");
}

TEST(AtomicFile, CannotBeMadeBelowAFile) {
  const TemporaryDirectory directory;
  write_file(directory / "file", "");
  EXPECT_ERROR(AtomicFile(directory / "file" / "below"), kCannotCreate, "Not a directory");
}

TEST(AtomicFile, DoesNotReplaceADevice) {
  EXPECT_ERROR(AtomicFile("/dev/null"), kCannotCreate, "no regular file");
}

TEST(AtomicFile, WritesWhereALinkPoints) {
  const TemporaryDirectory directory;
  write_file(directory / "file", "old");
  fs::create_symlink("file", directory / "link");
  write_file(directory / "link", "new");
  EXPECT_TRUE(fs::is_symlink(directory / "link"));
  EXPECT_EQ(read_file(directory / "file"), "new");
}

TEST(AtomicFile, ReportsAFileThatGrowsBeyondItsLimitAndKeepsTheOldOne) {
  const TemporaryDirectory directory;
  write_file(directory / "file", "old");
  const FileSizeLimit limit(1000);
  EXPECT_ERROR(write_file(directory / "file", std::string(2000, 'x')), kIo, "File too large");
  EXPECT_EQ(read_file(directory / "file"), "old");
  EXPECT_EQ(names_in(directory.path()), std::set<std::string>{"file"});
}

TEST(AtomicFile, ReportsAFullDisk) {
  const Descriptor full(::open("/dev/full", O_WRONLY));
  EXPECT_ERROR(write_all(full, "x", "/dev/full"), kIo,
               "cannot write '/dev/full': No space left on device");
}

TEST(AtomicDirectory, AppearsWhole) {
  const TemporaryDirectory directory;
  AtomicDirectory made(directory / "model");
  fs::create_directory(made.staging() / "sub");
  write_file(made.staging() / "sub" / "a", "1");
  EXPECT_FALSE(fs::exists(directory / "model"));
  made.commit();
  EXPECT_EQ(read_file(directory / "model" / "sub" / "a"), "1");
  EXPECT_EQ(names_in(directory.path()), std::set<std::string>{"model"});
}

TEST(AtomicDirectory, ReplacesWhatIsThere) {
  const TemporaryDirectory directory;
  fs::create_directory(directory / "model");
  write_file(directory / "model" / "old", "1");
  AtomicDirectory made(directory / "model");
  write_file(made.staging() / "new", "2");
  made.commit();
  EXPECT_EQ(names_in(directory / "model"), std::set<std::string>{"new"});
  EXPECT_EQ(names_in(directory.path()), std::set<std::string>{"model"});
}

TEST(AtomicDirectory, LeavesTheOldOneWhenGivenUp) {
  const TemporaryDirectory directory;
  fs::create_directory(directory / "model");
  { const AtomicDirectory given_up(directory / "model"); }
  EXPECT_EQ(names_in(directory.path()), std::set<std::string>{"model"});
}

TEST(AtomicDirectory, DoesNotReplaceAFile) {
  const TemporaryDirectory directory;
  write_file(directory / "model", "");
  AtomicDirectory made(directory / "model");
  EXPECT_ERROR(made.commit(), kCannotCreate, "cannot create");
}

TEST(AtomicDirectory, TakesAPathWithATrailingSlash) {
  const TemporaryDirectory directory;
  AtomicDirectory made(directory / "model/");
  made.commit();
  EXPECT_TRUE(is_empty_directory(directory / "model"));
}

TEST(SweepLeftovers, RemovesWhatADeadProcessLeft) {
  const TemporaryDirectory directory;
  const std::string stem = fmt::format(".model.{}.0123456789abcdef", dead_process());
  fs::create_directory(directory / (stem + ".part"));
  write_file(directory / (stem + ".part") / "half", "1");
  sweep_leftovers(directory.path());
  EXPECT_TRUE(names_in(directory.path()).empty());
}

TEST(SweepLeftovers, KeepsWhatALivingProcessWrites) {
  const TemporaryDirectory directory;
  AtomicFile file(directory / "file");
  sweep_leftovers(directory.path());
  file.commit();
  EXPECT_EQ(names_in(directory.path()), std::set<std::string>{"file"});
}

TEST(SweepLeftovers, KeepsFilesOfOtherNames) {
  const TemporaryDirectory directory;
  const std::set<std::string> foreign = {"download.part", fmt::format(".x.{}.old", dead_process()),
                                         ".a.b.c.part", ".a.9e99.c.part"};
  for (const std::string& name : foreign) write_file(directory / name, "");
  sweep_leftovers(directory.path());
  EXPECT_EQ(names_in(directory.path()), foreign);
}

TEST(MappedFile, ShowsTheBytesAndKeepsThemWhileItsOwnerLives) {
  const TemporaryDirectory directory;
  write_file(directory / "file", "bytes");
  std::shared_ptr<const void> owner;
  {
    const MappedFile map(directory / "file");
    ASSERT_EQ(map.bytes().size(), 5U);
    owner = map.owner();
  }
  EXPECT_EQ(std::string_view(static_cast<const char*>(owner.get()), 5), "bytes");
}

TEST(MappedFile, WritesToACopyOfItsOwn) {
  const TemporaryDirectory directory;
  write_file(directory / "file", "bytes");
  *MappedFile(directory / "file").data() = std::byte{'X'};
  EXPECT_EQ(read_file(directory / "file"), "bytes");
}

TEST(MappedFile, MapsAnEmptyFile) {
  const TemporaryDirectory directory;
  write_file(directory / "file", "");
  EXPECT_TRUE(MappedFile(directory / "file").bytes().empty());
}

TEST(MappedFile, RefusesWhatIsNoRegularFileWithoutWaiting) {
  const TemporaryDirectory directory;
  const fs::path pipe = directory / "pipe.png";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_ERROR(MappedFile(pipe), kInvalidData, "pipe.png': it is a named pipe, no regular file");
  EXPECT_ERROR(MappedFile("/dev/null"), kInvalidData, "it is a device");
  EXPECT_ERROR(MappedFile(directory.path()), kInvalidData, "it is a folder");
}

TEST(MappedFile, RefusesASocket) {
  const TemporaryDirectory directory;
  const fs::path path = directory / "s.png";
  const Descriptor listener(::socket(AF_UNIX, SOCK_STREAM, 0));
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  path.string().copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_ERROR(MappedFile(path), kInvalidData, "it is a socket");
}

TEST(MappedFile, NamesAMissingFile) {
  EXPECT_ERROR(MappedFile("/nowhere"), kNotFound, "cannot read '/nowhere'");
}

TEST(FileLock, IsHeldByOneAtATimeAndNamesTheHolder) {
  const TemporaryDirectory directory;
  {
    const FileLock lock(directory / "lock");
    EXPECT_ERROR(FileLock(directory / "lock"), kBusy,
                 fmt::format("'{}' is held by process {}", directory.path().string(), getpid()));
  }
  EXPECT_NO_THROW(FileLock(directory / "lock"));
}

TEST(FileLock, CannotBeMadeInAMissingDirectory) {
  EXPECT_ERROR(FileLock("/nowhere/lock"), kCannotCreate, "cannot create '/nowhere/lock'");
}

TEST(FileLock, IsSeenToBeHeldWithoutATrace) {
  const TemporaryDirectory directory;
  const fs::path path = directory / "lock";
  FileLock::check_free(path);
  EXPECT_FALSE(fs::exists(path));
  const FileLock lock(path);
  EXPECT_ERROR(FileLock::check_free(path), kBusy, fmt::format("process {}", getpid()));
}

}  // namespace
}  // namespace maas::base
