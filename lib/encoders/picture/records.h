#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "encoders/encoder.h"
#include "encoders/picture/requests.h"
#include "formats/idx/idx.h"
#include "transforms/image.h"

/// Pictures as a command line names them.
namespace maas::encoders {

/// A picture to be read.
struct NamedPicture {
  std::string name;
  bool is_found = false;  ///< in a folder, and not named itself: a pipe there is no input
};

/// Returns the inputs with the pictures below each folder in its place, in the order of their
/// paths; what is hidden is left out.
/// @throws Error kInvalidData for a folder without pictures; kIo
std::vector<NamedPicture> without_folders(const std::vector<std::string>& inputs);

/// Reads pictures. An IDX file is opened, and unpacked if it is gzip, once for all of its pictures;
/// standard input and pipes are read once.
class PictureReader {
 public:
  /// @param background  what shows through transparent pixels
  PictureReader(std::int64_t channels, formats::Rgb background)
      : channels_(channels), background_(background) {}

  /// @param from  a file, a pipe, `FILE[index]` of an IDX file, or `-`
  /// @throws Error kNotFound, kInvalidData, kIo; kUsage for an index out of range
  void read(const NamedPicture& from, transforms::Image& image);

 private:
  const formats::IdxArray& opened(const std::string& file);

  std::int64_t channels_;
  formats::Rgb background_;
  std::map<std::string, formats::IdxArray> files_;
};

/// The pictures of a command line, made ready for a network.
class PictureRecords final : public Records {
 public:
  /// @param requests  must outlive the records
  PictureRecords(const std::vector<std::string>& arguments, const PictureForm& form,
                 const PictureRequests& requests)
      : pictures_(without_folders(arguments)),
        reader_(form.network.channels, transforms::pipeline_of(form.preprocessing).background()),
        requests_(requests),
        shape_(form.network) {}

  std::int64_t count() const override { return std::ssize(pictures_); }
  bool next() override { return ++at_ < pictures_.size() + 1; }
  std::string name() const override { return pictures_[at_ - 1].name; }
  HostTensors read() override;

 private:
  std::vector<NamedPicture> pictures_;
  PictureReader reader_;
  const PictureRequests& requests_;
  transforms::ImageShape shape_;
  transforms::Image image_;
  std::size_t at_ = 0;  ///< number of the present one, from 1
};

}  // namespace maas::encoders
