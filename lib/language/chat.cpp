#include "maas/chat.h"

#include "language/conversation.h"
#include "language/sampling.h"
#include "language/session.h"
#include "language/writing.h"

namespace maas {
namespace {

class LanguageChat : public Chat {
 public:
  explicit LanguageChat(const GenerateOptions& options)
      : options_(options),
        session_({.model = options.model.text,
                  .threads = options.threads,
                  .context = options.ctx,
                  .cache = language::cache_type_of(options.kv)}) {
    conversation_.instruct(options.system);
    // Refuses a model without a template before anyone has typed.
    language::Conversation trial;
    trial.add("user", "?");
    trial.tokens(session_.model());
  }

  GeneratedText say(const std::string& text, const OnPiece& on_piece, Progress& progress) override {
    language::Conversation longer = conversation_;
    longer.add("user", text);
    const std::int64_t sequence = session_.scheduler().admit(
        language::request_of(options_, session_.model().advice, longer.tokens(session_.model())));
    language::Writing writing(session_.model().tokenizer, options_.stop);
    while (!writing.is_done()) {
      if (progress.stop_requested() != StopRequest::kNone) {
        on_piece(writing.cut());
        break;
      }
      for (const decoding::Made& made : session_.scheduler().step()) on_piece(writing.add(made));
    }
    session_.scheduler().drop(sequence);
    longer.add("assistant", writing.text().text);
    conversation_ = std::move(longer);
    return writing.text();
  }

  void clear() override { conversation_.clear(); }
  void instruct(const std::string& system) override { conversation_.instruct(system); }
  std::string transcript() const override { return conversation_.as_lines(); }
  std::string_view model() const override { return session_.model().name; }

 private:
  GenerateOptions options_;
  language::Session session_;
  language::Conversation conversation_;
};

}  // namespace

std::unique_ptr<Chat> open_chat(const GenerateOptions& options, Progress& /*progress*/) {
  return std::make_unique<LanguageChat>(options);
}

}  // namespace maas
