#include "completion/cursor.h"

#include <algorithm>

namespace maas::cli {
namespace {

/// Follows a command line word by word.
class Walk {
 public:
  explicit Walk(const std::vector<Command>& commands) : commands_(commands) {
    cursor_.options = common_options();
  }

  /// Takes a word that is finished.
  void take(const std::string& word) {
    if (cursor_.flag) return cursor_.flag.reset();
    if (word.size() > 1 && word.starts_with('-')) return take_flag(word);
    if (cursor_.command != nullptr) return cursor_.positionals.push_back(word);
    if (word != "help") take_name(word);
  }

  /// Takes the word at the cursor.
  Cursor end_at(const std::string& word) {
    cursor_.word = word;
    const std::size_t equals = word.find('=');
    if (!cursor_.flag && word.starts_with("--") && equals != word.npos) {
      cursor_.flag = find_option(word.substr(0, equals));
      cursor_.word = word.substr(equals + 1);
    }
    return std::move(cursor_);
  }

 private:
  void take_flag(const std::string& word) {
    cursor_.flag = find_option(word);
    if (cursor_.flag && cursor_.flag->is_switch()) cursor_.flag.reset();
  }

  void take_name(const std::string& word) {
    name_ += name_.empty() ? word : " " + word;
    const auto found = std::find_if(commands_.begin(), commands_.end(),
                                    [&](const Command& command) { return command.name == name_; });
    if (found == commands_.end()) return;
    cursor_.command = &*found;
    std::vector<Option> own = options_of(found->tables, catalog());
    cursor_.options.insert(cursor_.options.begin(), own.begin(), own.end());
  }

  std::optional<Option> find_option(const std::string& word) const {
    for (const Option& option : cursor_.options) {
      const bool is_letter = option.letter != 0 && word == std::string{'-', option.letter};
      if (is_letter || word == option.name) return option;
    }
    return std::nullopt;
  }

  const std::vector<Command>& commands_;
  Cursor cursor_;
  std::string name_;
};

}  // namespace

Cursor find_cursor(const std::vector<Command>& commands, const std::vector<std::string>& words) {
  Walk walk(commands);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) walk.take(words[i]);
  return walk.end_at(words.empty() ? "" : words.back());
}

}  // namespace maas::cli
