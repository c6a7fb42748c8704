#include "boomerang/auth/token.h"

#include <utility>

#include "boomerang/auth/json_object.h"
#include "boomerang/base/base64url.h"

namespace boomerang::auth {
namespace {

namespace json = boost::json;

// Source: RFC 7515, section 4.1.9.
std::string type_of(std::string_view typ) {
  constexpr std::string_view left_out = "application/";
  std::string type;
  for (const char c : typ) type += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  if (type.starts_with(left_out)) type.erase(0, left_out.size());
  return type;
}

std::optional<Reason> read_header(const json::object& header, Token& token) {
  if (header.contains("crit")) return Reason::critical_header;
  const auto name = text_member(header, "alg");
  if (!name) return Reason::not_a_token;
  const auto algorithm = parse_algorithm(*name);
  if (!algorithm) return Reason::algorithm_not_allowed;
  token.algorithm = *algorithm;
  if (header.contains("kid")) {
    const auto key_id = text_member(header, "kid");
    if (!key_id) return Reason::not_a_token;
    token.key_id = std::string(*key_id);
  }
  if (header.contains("typ")) {
    const auto typ = text_member(header, "typ");
    if (!typ) return Reason::not_a_token;
    token.type = type_of(*typ);
  }
  return std::nullopt;
}

}  // namespace

OrReason<Token> parse_token(std::string_view text) {
  if (text.size() > Token::bytes_max) return Reason::token_too_large;
  const auto first = text.find('.');
  const auto second = first == text.npos ? text.npos : text.find('.', first + 1);
  if (second == text.npos) return Reason::not_a_token;

  const auto header_text = decode_base64url(text.substr(0, first));
  const auto claims_text = decode_base64url(text.substr(first + 1, second - first - 1));
  auto signature = decode_base64url(text.substr(second + 1));  // A third dot is no letter of it.
  if (!header_text || !claims_text || !signature) return Reason::not_a_token;
  const auto header = parse_strict_object(*header_text);
  if (!header) return Reason::not_a_token;
  Token token;
  if (const auto reason = read_header(*header, token)) return *reason;
  auto claims = parse_strict_object(*claims_text);
  if (!claims) return Reason::not_a_token;
  token.claims = std::move(*claims);
  token.signed_part = text.substr(0, second);
  token.signature = std::move(*signature);
  return token;
}

}  // namespace boomerang::auth
