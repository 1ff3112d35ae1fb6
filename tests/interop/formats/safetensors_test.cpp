#include "formats/safetensors/safetensors.h"

#include <cstring>

#include "interop/formats/peer.h"
#include "support/support.h"

namespace maas::formats {
namespace {

/// Python's safetensors, from build/venv.
class PythonSafetensors : public test::PythonPeer {
 protected:
  PythonSafetensors() : PythonPeer("safetensors_peer.py") {}
};

TEST_F(PythonSafetensors, WritesWhatWeReadAndReadsWhatWeWrite) {
  ASSERT_EQ(peer("write", directory_ / "theirs"), 0);
  const TensorFile theirs = open_safetensors(directory_ / "theirs");
  write_safetensors(directory_ / "ours", theirs.tensors(), theirs.metadata());
  EXPECT_EQ(peer("check", directory_ / "ours"), 0);
}

TEST_F(PythonSafetensors, MakesTheValuesThatWeSee) {
  ASSERT_EQ(peer("write", directory_ / "theirs"), 0);
  const TensorFile file = open_safetensors(directory_ / "theirs");
  EXPECT_EQ(file.tensors().size(), 6U);
  EXPECT_EQ(file.at("floats").shape, (std::vector<std::int64_t>{2, 3}));
  float last = 0;
  std::memcpy(&last, file.at("floats").bytes.last(4).data(), 4);
  EXPECT_EQ(last, 1.0F);
  EXPECT_EQ(file.at("scalar").dtype, Dtype::kI64);
  EXPECT_EQ(file.at("quoted \"ü\"").bytes.back(), std::byte{4});
}

}  // namespace
}  // namespace maas::formats
