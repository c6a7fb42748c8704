#include "boomerang/field/idempotency_key.h"

#include <algorithm>
#include <string_view>

namespace boomerang::field {
namespace {

constexpr char expected[] =
    "Idempotency-Key must be a string in quotation marks, such as \"8e03978e-40d5-43dd\".";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }

// Reads a Structured Fields item. Each function takes from the left what it names, and says whether
// it was there.
class ItemReader {
 public:
  explicit ItemReader(std::string_view text) : rest_(text) {
    rest_.remove_suffix(rest_.size() - (rest_.find_last_not_of(' ') + 1));
    skip_spaces();
  }

  bool done() const { return rest_.empty(); }
  char next() const { return done() ? '\0' : rest_.front(); }

  enum class Flaw { none, no_string, no_end, character, escape };

  Flaw take_string(std::string& text) {
    if (!take('"')) return Flaw::no_string;
    while (!done()) {
      if (take('"')) return Flaw::none;
      const bool escaped = take('\\');
      if (done()) break;
      const char c = next();
      if (c < ' ' || c > '~') return Flaw::character;
      if (escaped && c != '"' && c != '\\') return Flaw::escape;
      text += c;
      rest_.remove_prefix(1);
    }
    return Flaw::no_end;
  }

  bool take_parameters() {
    while (take(';')) {
      skip_spaces();
      if (!is_small(next()) && next() != '*') return false;
      take_while([](char c) {
        return is_small(c) || is_digit(c) || c == '_' || c == '-' || c == '.' || c == '*';
      });
      if (take('=') && !take_bare_item()) return false;
    }
    return true;
  }

 private:
  bool take(char c) {
    if (next() != c || done()) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void skip_spaces() {
    while (take(' ')) continue;
  }

  template <typename Is>
  std::size_t take_while(Is is) {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), is);
    const auto size = static_cast<std::size_t>(end - rest_.begin());
    rest_.remove_prefix(size);
    return size;
  }

  // Of any type. What has no quotation marks is only told from what could follow it: its value is
  // of no use here.
  bool take_bare_item() {
    std::string ignored;
    take('%');  // Of a Display String.
    if (next() == '"') return take_string(ignored) == Flaw::none;
    return take_while(
               [](char c) { return c > ' ' && c <= '~' && c != ';' && c != ',' && c != '"'; }) > 0;
  }

  std::string_view rest_;
};

Fault refused(std::string what) { return {FaultKind::invalid, std::move(what)}; }

Result<std::optional<std::string>> read_key(std::string_view value) {
  using Flaw = ItemReader::Flaw;
  ItemReader reader(value);
  std::string key;
  switch (reader.take_string(key)) {
    case Flaw::none:
      break;
    case Flaw::no_string:
      return refused(expected);
    case Flaw::no_end:
      return refused("Idempotency-Key lacks the quotation mark at its end.");
    case Flaw::character:
      return refused("Idempotency-Key may have printable ASCII characters only.");
    case Flaw::escape:
      return refused(
          "Idempotency-Key may have a backslash only before a quotation mark or a backslash.");
  }
  if (key.empty()) return refused("Idempotency-Key must not be empty.");
  if (key.size() > idempotency_key_max) {
    return refused("Idempotency-Key must have at most " + std::to_string(idempotency_key_max) +
                   " characters.");
  }
  if (!reader.take_parameters()) return refused("Idempotency-Key has a malformed parameter.");
  if (reader.next() == ',') return refused("Idempotency-Key must be one string, not a list.");
  if (!reader.done()) return refused("Idempotency-Key must end after its string.");
  return std::optional(std::move(key));
}

}  // namespace

Result<std::optional<std::string>> read_idempotency_key(const Headers& fields) {
  std::optional<std::string_view> value;
  for (const auto line : fields) {
    if (line.name != "idempotency-key") continue;
    if (value) return refused("Idempotency-Key must come once.");
    value = line.value;
  }
  if (!value) return std::optional<std::string>();
  return read_key(*value);
}

}  // namespace boomerang::field
