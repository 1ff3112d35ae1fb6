#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace maas::text {

/// What a template may use up; it comes with a model and is not trusted.
struct TemplateLimits {
  std::size_t steps = 1'000'000;               ///< expressions and statements
  std::size_t depth = 500;                     ///< of nested expressions, statements and values
  std::size_t output = std::size_t{64} << 20;  ///< bytes, of intermediate texts too
};

/// Turns the messages of a chat into the text that a model was trained on: the sandboxed subset of
/// Jinja that chat templates use, as Hugging Face's transformers render it (trim_blocks,
/// lstrip_blocks, loop controls, `raise_exception`, `strftime_now`, `tojson`).
class ChatTemplate {
 public:
  /// @param name  of its origin, for messages
  /// @throws Error kInvalidData with line and column if the syntax is not understood
  ChatTemplate(std::string_view source, std::string name, TemplateLimits limits = {});
  ChatTemplate(ChatTemplate&&) noexcept;
  ChatTemplate& operator=(ChatTemplate&&) noexcept;
  ~ChatTemplate();

  /// @param variables  an object: messages, tools, documents, add_generation_prompt, bos_token,
  ///   eos_token ...
  /// @throws Error kInvalidData if the template raises an exception (its text), uses an undefined
  ///   value, or exceeds a limit (named)
  std::string render(const nlohmann::ordered_json& variables) const;

 private:
  struct Program;
  std::unique_ptr<const Program> program_;
};

}  // namespace maas::text
