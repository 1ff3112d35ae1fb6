#include "text/tokenizer/automaton.h"

#include <algorithm>

namespace maas::text {

Automaton::Automaton(const std::vector<std::string>& texts) : nodes_(1) {
  for (const std::string& text : texts) {
    insert(text, static_cast<std::uint32_t>(lengths_.size()));
    lengths_.push_back(text.size());
    ends_[static_cast<std::uint8_t>(text.back())] = true;
  }
  link();
}

const Automaton::State* Automaton::child(State state, char byte) const {
  const auto& children = nodes_[state].children;
  const auto found = std::ranges::lower_bound(children, byte, {}, &std::pair<char, State>::first);
  return found != children.end() && found->first == byte ? &found->second : nullptr;
}

Automaton::State Automaton::next(State state, char byte) const {
  for (;; state = nodes_[state].shorter) {
    if (const State* found = child(state, byte)) return *found;
    if (state == kRoot) return kRoot;
  }
}

void Automaton::insert(std::string_view text, std::uint32_t number) {
  State state = kRoot;
  for (auto byte = text.rbegin(); byte != text.rend(); ++byte) {
    auto& children = nodes_[state].children;
    const auto at = std::ranges::lower_bound(children, *byte, {}, &std::pair<char, State>::first);
    if (at != children.end() && at->first == *byte) {
      state = at->second;
      continue;
    }
    const auto made = static_cast<State>(nodes_.size());
    children.insert(at, {*byte, made});
    nodes_.emplace_back();
    state = made;
  }
  nodes_[state].match = number;
}

void Automaton::link() {
  std::vector<State> queue{kRoot};
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const State state = queue[i];
    for (const auto& [byte, made] : nodes_[state].children) {
      Node& node = nodes_[made];
      node.shorter = state == kRoot ? kRoot : next(nodes_[state].shorter, byte);
      if (node.match == kNone) node.match = nodes_[node.shorter].match;
      queue.push_back(made);
    }
  }
}

std::vector<Automaton::Match> Automaton::find(std::string_view text) const {
  std::vector<Match> longest;  // that begins at each place, from the last place on
  State state = kRoot;
  for (std::size_t at = text.size(); at-- > 0;) {
    if (state == kRoot && !ends_[static_cast<std::uint8_t>(text[at])]) continue;
    state = next(state, text[at]);
    const std::uint32_t match = nodes_[state].match;
    if (match != kNone) longest.push_back({{at, at + lengths_[match]}, match});
  }
  std::vector<Match> matches;
  for (auto match = longest.rbegin(); match != longest.rend(); ++match) {
    if (matches.empty() || match->range.from >= matches.back().range.to) matches.push_back(*match);
  }
  return matches;
}

}  // namespace maas::text
