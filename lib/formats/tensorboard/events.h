#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// TensorBoard's event files: TFRecords of its `Event` messages. It reads the files of a directory
/// whose names hold `tfevents`, in the order of their names, and follows the last one.
namespace maas::formats {

/// Returns the records that an event file begins with: the format's version, and the start of a
/// session, at which TensorBoard forgets what earlier files of the directory said.
/// @param wall_time  seconds since 1970
std::string event_file_start(double wall_time);

/// Returns the record of one value of a curve.
/// @param tag  the curve's name; what is before its first slash groups the curves
std::string scalar_event(double wall_time, std::int64_t step, std::string_view tag, float value);

}  // namespace maas::formats
