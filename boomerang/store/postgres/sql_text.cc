#include "boomerang/store/postgres/sql_text.h"

#include <algorithm>

namespace boomerang::store::postgres {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

enum class Kind { space, comment, quoted, word, other };

struct Token {
  Kind kind;
  std::string_view text;
};

// The length of what `sql` begins with: from a quote to its end, doubled quotes included.
std::size_t quoted_size(std::string_view sql, bool backslashes) {
  const char quote = sql[0];
  for (std::size_t i = 1; i < sql.size(); ++i) {
    if (backslashes && sql[i] == '\\') {
      ++i;
    } else if (sql[i] == quote) {
      if (i + 1 == sql.size() || sql[i + 1] != quote) return i + 1;
      ++i;
    }
  }
  return sql.size();
}

std::size_t block_comment_size(std::string_view sql) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i + 1 < sql.size(); ++i) {
    const std::string_view two = sql.substr(i, 2);
    if (two != "/*" && two != "*/") continue;
    depth = two == "/*" ? depth + 1 : depth - 1;
    ++i;
    if (depth == 0) return i + 1;
  }
  return sql.size();
}

// Of $tag$...$tag$, or 1 if the dollar begins no such string.
std::size_t dollar_size(std::string_view sql) {
  std::size_t end = 1;
  while (end < sql.size() && is_word(sql[end])) ++end;
  const bool parameter = sql.size() > 1 && sql[1] >= '0' && sql[1] <= '9';
  if (end == sql.size() || sql[end] != '$' || parameter) return 1;
  const std::string_view tag = sql.substr(0, end + 1);
  const auto close = sql.find(tag, tag.size());
  return close == std::string_view::npos ? sql.size() : close + tag.size();
}

Token first_token(std::string_view sql) {
  const auto token = [&](Kind kind, std::size_t size) { return Token{kind, sql.substr(0, size)}; };
  const auto run = [&](bool (*of)(char)) {
    return static_cast<std::size_t>(std::find_if_not(sql.begin(), sql.end(), of) - sql.begin());
  };
  if (is_space(sql[0])) return token(Kind::space, run(is_space));
  if (sql.starts_with("--")) return token(Kind::comment, std::min(sql.find('\n'), sql.size()));
  if (sql.starts_with("/*")) return token(Kind::comment, block_comment_size(sql));
  if (sql[0] == '\'' || sql[0] == '"') return token(Kind::quoted, quoted_size(sql, false));
  if (sql.starts_with("E'") || sql.starts_with("e'")) {
    return token(Kind::quoted, 1 + quoted_size(sql.substr(1), true));
  }
  if (sql[0] == '$') {
    const std::size_t size = dollar_size(sql);
    return token(size == 1 ? Kind::other : Kind::quoted, size);
  }
  if (is_word(sql[0])) {
    // A dollar inside of a word belongs to it.
    return token(Kind::word, run([](char c) { return is_word(c) || c == '$'; }));
  }
  if (sql.starts_with("??")) return token(Kind::other, 2);
  return token(Kind::other, 1);
}

bool is(const Token& token, std::string_view lower) {
  return token.kind == Kind::word && token.text.size() == lower.size() &&
         std::equal(lower.begin(), lower.end(), token.text.begin(),
                    [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
}

}  // namespace

SqlText number_parameters(std::string_view sql) {
  SqlText text;
  text.sql.reserve(sql.size() + 16);
  while (!sql.empty()) {
    const Token token = first_token(sql);
    sql.remove_prefix(token.text.size());
    if (token.kind == Kind::other && token.text == "?") {
      text.sql += '$' + std::to_string(++text.parameters);
    } else if (token.kind == Kind::other && token.text == "??") {
      text.sql += '?';
    } else {
      text.sql += token.text;
    }
  }
  return text;
}

std::string pass_over_duplicates(std::string_view sql) {
  std::size_t at = 0;  // After the last token that means something.
  std::size_t depth = 0;
  bool after_on = false;
  for (std::string_view rest = sql; !rest.empty();) {
    const Token token = first_token(rest);
    rest.remove_prefix(token.text.size());
    if (token.kind == Kind::space || token.kind == Kind::comment) continue;
    if (token.text == "(") ++depth;
    if (token.text == ")" && depth > 0) --depth;
    if (depth == 0 && (is(token, "returning") || token.text == ";")) break;
    if (depth == 0 && after_on && is(token, "conflict")) return std::string(sql);
    after_on = is(token, "on");
    at = sql.size() - rest.size();
  }
  return std::string(sql.substr(0, at)).append(" ON CONFLICT DO NOTHING").append(sql.substr(at));
}

}  // namespace boomerang::store::postgres
