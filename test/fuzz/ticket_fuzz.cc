// The input is what came as a ticket; then, the content of one with the right code, which only a
// holder of the secret could send; then, where a ticket is to be changed.
//
// What must hold: what was not sealed is none, what was sealed has one text only, and no byte of it
// can be changed.

#include <cstdint>
#include <string>
#include <string_view>

#include "boomerang/base/base64url.h"
#include "boomerang/base/check.h"
#include "boomerang/base/hmac.h"
#include "boomerang/ticket/ticket.h"

namespace {

using boomerang::check;
using boomerang::ticket::TicketSeal;

constexpr char secret[] = "0123456789abcdef0123456789abcdef";

std::string signed_text(std::string_view content) {
  std::string bytes(content);
  const auto code = boomerang::hmac_sha256(secret, std::string("boomerang ticket").append(content));
  bytes.append(code.begin(), code.begin() + 16);
  return boomerang::encode_base64url(bytes);
}

void check_cannot_be_changed(const TicketSeal& seal, std::string_view text,
                             std::string_view input) {
  if (input.size() < 2) return;
  const auto place = static_cast<std::uint8_t>(input[0]) % text.size();
  std::string changed(text);
  changed[place] = input[1];
  check(changed == text || !seal.open(changed), "a forged ticket");
  changed.assign(text).insert(place, input.substr(1));
  check(!seal.open(changed), "a ticket with something in it");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const TicketSeal seal = *TicketSeal::with({secret});
  const std::string_view input(reinterpret_cast<const char*>(data), size);

  if (const auto ticket = seal.open(input)) check(seal.seal(*ticket) == input, "two texts");

  const std::string text = signed_text(input);
  if (const auto ticket = seal.open(text)) {
    check(seal.seal(*ticket) == text, "two texts of a ticket");
    check_cannot_be_changed(seal, text, input);
  }
  return 0;
}
