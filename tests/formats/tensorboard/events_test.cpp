#include "formats/tensorboard/events.h"

#include "base/files.h"
#include "formats/tfrecord/tfrecord.h"
#include "support/support.h"

namespace maas::formats {
namespace {

using namespace std::string_literals;

TEST(Events, AreTheBytesOfTensorboardsOwnWriter) {
  EXPECT_EQ(event_file_start(1700000000.25) +
                scalar_event(1700000001.5, 50, "train/loss", 0.6931472F) +
                scalar_event(1700000002.75, 300, "valid/acc", 0.875F),
            base::read_file(MAAS_FIXTURES "/events.tfevents"));
}

TEST(TfRecord, OfNothingIsALengthAndTwoChecksums) {
  EXPECT_EQ(tf_record(""), "\0\0\0\0\0\0\0\0\x29\x03\x98\x07\xd8\xea\x82\xa2"s);
}

}  // namespace
}  // namespace maas::formats
