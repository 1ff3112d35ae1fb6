#include "commands/verify_flags.h"

namespace maas::cli {
namespace {

constexpr const char* kBlock = "verify";

struct VerifyFlags {
  bool verify = false;
  bool no_verify = false;
};

void describe(Fields& fields, VerifyFlags& flags) {
  fields("verify", flags.verify,
         "hash the model's files again, also those whose digests are remembered");
  fields("no_verify", flags.no_verify,
         "do not compare the model's files with the digests in its manifest");
}

}  // namespace

Table verify_table() {
  return {kBlock, AnyOptions::of<VerifyFlags>()};
}

Table no_verify_table() {
  return {kBlock, AnyOptions::of<VerifyFlags>(), {"no_verify"}};
}

DigestCheck digest_check(const Invocation& invocation) {
  const auto flags = invocation.read<VerifyFlags>(kBlock);
  if (flags.no_verify) return DigestCheck::kNone;
  return flags.verify ? DigestCheck::kAgain : DigestCheck::kRemembered;
}

}  // namespace maas::cli
