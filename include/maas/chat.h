#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "maas/generate.h"
#include "maas/progress.h"

namespace maas {

/// A talk with a language model, which remembers what was said.
class Chat {
 public:
  virtual ~Chat() = default;

  /// Says something and hears the answer, piece by piece. If a signal stops the answer, what was
  /// heard of it is remembered.
  /// @throws Error kInvalidData if the talk has become longer than the context
  virtual GeneratedText say(const std::string& text, const OnPiece& on_piece,
                            Progress& progress) = 0;

  /// Forgets all that was said, but for what the model was told before.
  virtual void clear() = 0;

  /// Tells the model something before all that is said.
  virtual void instruct(const std::string& system) = 0;

  /// Returns the talk as JSON lines of messages.
  virtual std::string transcript() const = 0;

  /// Returns the name of the model.
  virtual std::string_view model() const = 0;
};

/// Opens a language model for a talk.
/// @throws Error as generate_text; kInvalidRecipe if the model has no chat template
std::unique_ptr<Chat> open_chat(const GenerateOptions& options, Progress& progress);

}  // namespace maas
