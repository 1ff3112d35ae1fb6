#include "fuzz/support.h"
#include "maas/recipe.h"
#include "recipe/loader.h"
#include "recipe/resolved.h"

using namespace maas;

namespace {

Recipe read(std::string text) {
  recipe::Document document = recipe::load_text(std::move(text), "fuzz.yaml", catalog());
  Recipe recipe;
  document.read(recipe);
  document.throw_if_any();
  return recipe;
}

}  // namespace

/// An accepted recipe must be read back from its resolved form as it was.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const std::string once = recipe::resolved_yaml(read(std::string(fuzz::text_of(data, size))));
    fuzz::require(recipe::resolved_yaml(read(once)) == once);
  } catch (const Error& error) {
    fuzz::require(error.code() == ErrorCode::kInvalidRecipe);
  }
  return 0;
}
