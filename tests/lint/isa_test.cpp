#include <cstdlib>
#include <sstream>

#include "lint/source_tree.h"
#include "support/support.h"

namespace maas::lint {
namespace {

/// What the linker may take from a unit for others too, of which it keeps any one.
std::vector<std::string> shared_symbols(const std::string& unit) {
  const test::TemporaryDirectory folder;
  const std::string object = folder / "unit.o";
  const std::string listing = folder / "symbols";
  // Nothing is inlined that need not be.
  const std::string command = fmt::format(
      "'{}' -std=c++20 -O0 -march=x86-64-v4 -mavx512vnni -I'{}/lib' -I'{}/include' -c "
      "'{}' -o '{}' && nm '{}' >'{}'",
      MAAS_CXX, MAAS_SOURCE_DIR, MAAS_SOURCE_DIR, unit, object, object, listing);
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
  std::vector<std::string> symbols;
  std::ifstream stream(listing);
  for (std::string line; std::getline(stream, line);) {
    std::istringstream words(line.substr(std::min<std::size_t>(line.size(), 17)));
    std::string kind;
    std::string name;
    words >> kind >> name;
    const bool is_shared = kind == "W" || kind == "V" || kind == "u";
    // Where an exception finds its handler is data, and the same everywhere.
    if (is_shared && !name.starts_with("DW.ref.")) symbols.push_back(name);
  }
  return symbols;
}

TEST(UnitsOfAnInstructionSet, ShareNoFunctionWithOthers) {
  for (const std::string isa : {"avx2", "avx512"}) {
    std::size_t symbols = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(MAAS_SOURCE_DIR "/lib/kernels/cpu/" + isa)) {
      if (entry.path().extension() != ".cpp") continue;
      for (const std::string& symbol : shared_symbols(entry.path())) {
        EXPECT_THAT(symbol, ::testing::HasSubstr(isa))
            << entry.path() << ": a CPU without " << isa
            << " may get this copy: let it depend on the vector's type, or be always inlined";
        ++symbols;
      }
    }
    EXPECT_GT(symbols, 10U);
  }
}

}  // namespace
}  // namespace maas::lint
