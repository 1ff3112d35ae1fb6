#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace maas::privacy {

/// What personal data is.
enum class Kind { kEmail, kPhone, kCard, kIp, kIban, kName };

/// What the kinds are called in tokens, flags and reports, in their order.
inline constexpr std::array<std::string_view, 6> kKindNames = {"email", "phone", "card",
                                                               "ip",    "iban",  "name"};
inline constexpr std::size_t kKinds = kKindNames.size();

inline constexpr std::size_t index_of(Kind kind) {
  return static_cast<std::size_t>(kind);
}

inline constexpr std::string_view name_of(Kind kind) {
  return kKindNames[index_of(kind)];
}

/// Which kinds are looked for.
class Kinds {
 public:
  bool has(Kind kind) const { return chosen_[index_of(kind)]; }
  void add(Kind kind) { chosen_[index_of(kind)] = true; }

 private:
  std::array<bool, kKinds> chosen_{};
};

/// A place in a text that holds personal data.
struct Match {
  std::size_t begin = 0;
  std::size_t end = 0;
  Kind kind = Kind::kEmail;
};

}  // namespace maas::privacy
