#include "formats/tensorboard/events.h"

#include "formats/protobuf/writer.h"
#include "formats/tfrecord/tfrecord.h"

namespace maas::formats {
namespace {

/// Numbers of the fields in tensorboard/compat/proto/{event,summary}.proto.
enum EventField : int { kWallTime = 1, kStep = 2, kFileVersion = 3, kSummary = 5, kSession = 7 };
enum SummaryField : int { kSummaryValue = 1 };
enum ValueField : int { kTag = 1, kSimpleValue = 2 };
enum SessionField : int { kStatus = 1 };

constexpr std::string_view kVersion = "brain.Event:2";
constexpr int kStart = 1;

ProtoWriter event_at(double wall_time) {
  ProtoWriter event;
  event.real64(kWallTime, wall_time);
  return event;
}

}  // namespace

std::string event_file_start(double wall_time) {
  ProtoWriter version = event_at(wall_time);
  version.text(kFileVersion, kVersion);

  ProtoWriter session;
  session.integer(kStatus, kStart);
  ProtoWriter start = event_at(wall_time);
  start.message(kSession, session);
  return tf_record(version.to_string()) + tf_record(start.to_string());
}

std::string scalar_event(double wall_time, std::int64_t step, std::string_view tag, float value) {
  ProtoWriter scalar;
  scalar.text(kTag, tag);
  scalar.real(kSimpleValue, value);
  ProtoWriter summary;
  summary.message(kSummaryValue, scalar);
  ProtoWriter event = event_at(wall_time);
  event.integer(kStep, step);
  event.message(kSummary, summary);
  return tf_record(event.to_string());
}

}  // namespace maas::formats
