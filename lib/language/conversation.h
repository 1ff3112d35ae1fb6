#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "decoding/language_model.h"

namespace maas::language {

/// What was said in a talk.
class Conversation {
 public:
  void add(std::string_view role, std::string_view content);
  /// What the model is told before everything; replaces what it was told.
  void instruct(const std::string& system);
  /// Forgets all but what the model is told before.
  void clear();

  /// Returns the tokens that the model goes on from.
  /// @throws Error kInvalidRecipe if the model has no chat template; kInvalidData if the template
  ///   refuses the talk
  std::vector<std::int32_t> tokens(const decoding::LanguageModel& model) const;

  /// A message a line.
  std::string as_lines() const;

 private:
  nlohmann::ordered_json messages_ = nlohmann::ordered_json::array();
};

}  // namespace maas::language
