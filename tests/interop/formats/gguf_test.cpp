#include "formats/gguf/gguf.h"

#include "base/files.h"
#include "formats/gguf/widen.h"
#include "formats/gguf/writer.h"
#include "interop/formats/peer.h"
#include "support/support.h"

namespace maas::formats {
namespace {

/// Python's gguf, from build/venv.
class PythonGguf : public test::PythonPeer {
 protected:
  PythonGguf() : PythonPeer("gguf_peer.py") {}
};

TEST_F(PythonGguf, WritesWhatWeReadAndReadsWhatWeWrite) {
  ASSERT_EQ(peer("write", directory_ / "theirs"), 0);
  const GgufFile theirs = open_gguf(directory_ / "theirs");
  write_gguf(directory_ / "ours", theirs.metadata(), theirs.tensors());
  EXPECT_EQ(peer("check", directory_ / "ours"), 0);
  EXPECT_EQ(base::read_file(directory_ / "ours"), base::read_file(directory_ / "theirs"));
}

TEST_F(PythonGguf, WidensBlocksAsWeDo) {
  ASSERT_EQ(peer("blocks", directory_ / "blocks"), 0);
  EXPECT_EQ(gguf_test::compare_values(open_gguf(directory_ / "blocks")), 15);
}

}  // namespace
}  // namespace maas::formats
