#pragma once

namespace maas {

/// Whether the files of a model that is loaded are compared with the digests in its manifest.
enum class DigestCheck {
  kRemembered,  ///< they are; of a file that is unchanged since it was hashed, the digest is known
  kAgain,       ///< they are, and every file is hashed
  kNone,        ///< they are not; their sizes are
};

}  // namespace maas
