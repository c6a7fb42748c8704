#include "boomerang/field/scanner.h"

#include <algorithm>

#include "boomerang/base/http_grammar.h"

namespace boomerang::field {

bool Scanner::take(char c) {
  if (!at(c)) return false;
  rest_.remove_prefix(1);
  return true;
}

void Scanner::skip_space() {
  rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
}

std::string_view Scanner::take_token() {
  const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_token_character);
  const auto token = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
  rest_.remove_prefix(token.size());
  return token;
}

std::optional<std::string> Scanner::take_quoted() {
  if (!take('"')) return std::nullopt;
  std::string text;
  while (!done()) {
    if (take('"')) return text;
    take('\\');
    if (done()) break;
    text += rest_.front();
    rest_.remove_prefix(1);
  }
  return std::nullopt;
}

std::optional<Pair> Scanner::take_pair() {
  Pair pair{take_token(), std::nullopt};
  if (pair.name.empty()) return std::nullopt;
  skip_space();
  if (!take('=')) return pair;
  skip_space();
  if (at('"')) {
    pair.word = take_quoted();
    if (!pair.word) return std::nullopt;
    return pair;
  }
  const auto word = take_token();
  if (word.empty()) return std::nullopt;
  pair.word.emplace(word);
  return pair;
}

void Scanner::skip_element() {
  while (!done()) {
    if (take(',')) return;
    if (take('"')) {
      while (!done() && !take('"')) {
        take('\\');
        if (!done()) rest_.remove_prefix(1);
      }
    } else {
      rest_.remove_prefix(1);
    }
  }
}

}  // namespace boomerang::field
