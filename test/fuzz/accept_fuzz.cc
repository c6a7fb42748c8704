// Each line of the input is a line of Accept.
//
// What must hold: the choice is one of the offers; an offer that is taken alone is taken among
// others or beaten by one that is taken alone too; a refused one never comes back; and who prefers
// an event stream is given one.

#include <array>
#include <cstdint>

#include "boomerang/base/check.h"
#include "boomerang/field/accept.h"
#include "test/fuzz/fuzz_fields.h"

namespace {

using boomerang::check;
using boomerang::Headers;
using boomerang::field::choose_media_type;

constexpr std::array<std::string_view, 4> offers = {"application/json", "text/event-stream",
                                                    "text/html", "application/problem+json"};

bool taken(const Headers& fields, std::string_view offer) {
  return choose_media_type(fields, std::array{offer}).has_value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  Headers fields = boomerang::fuzz::lines_of("accept", input);

  const auto choice = choose_media_type(fields, offers);
  check(!choice || *choice < offers.size(), "no such offer");
  bool any = false;
  for (const auto offer : offers) any = any || taken(fields, offer);
  check(any == choice.has_value(), "refused together, and taken alone");
  check(!choice || taken(fields, offers[*choice]), "chosen, and refused alone");

  if (boomerang::field::prefers_event_stream(fields)) {
    check(choice == 1u, "not what is preferred");
    fields.add("accept", "*/*;q=0, application/json;q=0, text/html;q=0");
    check(choose_media_type(fields, offers) == 1u, "what is refused takes the preferred away");
    fields.add("accept", "application/json");
    check(!boomerang::field::prefers_event_stream(fields), "preferred to what is liked as much");
  }
  return 0;
}
