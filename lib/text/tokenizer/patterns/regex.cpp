#define PCRE2_CODE_UNIT_WIDTH 8
#include <array>

#include <pcre2.h>

#include "base/strings.h"
#include "maas/error.h"
#include "text/tokenizer/patterns/pattern.h"
#include "text/tokenizer/patterns/regex_syntax.h"
#include "text/tokenizer/patterns/words.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

constexpr std::size_t kLongest = 1 << 16;  ///< bytes of an expression
constexpr std::uint32_t kMostSteps = 1'000'000;
constexpr std::uint32_t kMostHeap = 64 << 10;  ///< kB
constexpr std::size_t kStack = std::size_t{1} << 20;

template <auto kFree>
struct Deleter {
  template <class T>
  void operator()(T* pointer) const {
    kFree(pointer);
  }
};
using Code = std::unique_ptr<pcre2_code, Deleter<pcre2_code_free>>;

std::string message_of(int code) {
  std::array<PCRE2_UCHAR, 200> text{};
  pcre2_get_error_message(code, text.data(), text.size());
  return reinterpret_cast<const char*>(text.data());
}

/// What a thread needs to match, whatever the expression.
class Matcher {
 public:
  static Matcher& mine() {
    thread_local Matcher matcher;
    return matcher;
  }

  /// Returns the first match from `at` on; nothing if there is none.
  std::optional<Range> find(const pcre2_code* code, std::string_view text, std::size_t at) {
    const int found = pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), at,
                                  PCRE2_NO_UTF_CHECK, data_.get(), context_.get());
    if (found == PCRE2_ERROR_NOMATCH) return std::nullopt;
    if (found < 0) {
      fail(ErrorCode::kInvalidData, "a text is too much for the tokenizer's expression: {}",
           message_of(found));
    }
    const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(data_.get());
    return Range{ends[0], std::max(ends[0], ends[1])};
  }

 private:
  Matcher() {
    pcre2_set_match_limit(context_.get(), kMostSteps);
    pcre2_set_heap_limit(context_.get(), kMostHeap);
    pcre2_jit_stack_assign(context_.get(), nullptr, stack_.get());
  }

  std::unique_ptr<pcre2_match_context, Deleter<pcre2_match_context_free>> context_{
      pcre2_match_context_create(nullptr)};
  std::unique_ptr<pcre2_jit_stack, Deleter<pcre2_jit_stack_free>> stack_{
      pcre2_jit_stack_create(32 << 10, kStack, nullptr)};
  std::unique_ptr<pcre2_match_data, Deleter<pcre2_match_data_free>> data_{
      pcre2_match_data_create(1, nullptr)};
};

class Regex final : public Pattern {
 public:
  explicit Regex(Code code) : code_(std::move(code)) {}

  void find(std::string_view text, std::vector<Range>& matches) const override {
    Matcher& matcher = Matcher::mine();
    std::size_t last_end = text.size() + 1;
    for (std::size_t at = 0; at <= text.size();) {
      const std::optional<Range> match = matcher.find(code_.get(), text, at);
      if (!match) return;
      // An empty match right behind the last one is none.
      if (match->size() == 0 && match->to == last_end) {
        at += at < text.size() ? length_of(text[at]) : 1;
        continue;
      }
      matches.push_back(*match);
      at = last_end = match->to;
    }
  }

 private:
  Code code_;
};

}  // namespace

std::unique_ptr<Pattern> regex_pattern(const std::string& expression, const Part& part) {
  if (auto words = known_words(expression)) return words;
  if (expression.size() > kLongest) {
    part.refuse("the expression is of {} bytes, limit {}", expression.size(), kLongest);
  }
  const std::string written = pcre2_syntax(expression, part);
  int error = 0;
  PCRE2_SIZE offset = 0;
  Code code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(written.data()), written.size(),
                          PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C, &error,
                          &offset, nullptr));
  if (!code) {
    part.refuse("expression '{}': {}", base::abridged(expression), message_of(error));
  }
  pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);
  return std::make_unique<Regex>(std::move(code));
}

}  // namespace maas::text
