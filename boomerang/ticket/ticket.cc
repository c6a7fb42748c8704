#include "boomerang/ticket/ticket.h"

#include <algorithm>
#include <utility>

#include "boomerang/base/base64url.h"
#include "boomerang/base/check.h"
#include "boomerang/base/hmac.h"
#include "boomerang/ticket/secret.h"

namespace boomerang::ticket {
namespace {

constexpr char version = 1;
constexpr std::size_t code_bytes = 16;
constexpr std::size_t topic_bytes_max = 255;
constexpr std::size_t bytes_without_topic = 1 + 8 + 16 + 8 + 4 + 8 + 8 + 8 + 1 + code_bytes;
static_assert(((bytes_without_topic + topic_bytes_max) * 4 + 2) / 3 == ticket_text_max);

template <typename Integer>
void append_number(std::string& bytes, Integer number) {
  const auto bits = static_cast<std::uint64_t>(number);
  for (std::size_t i = sizeof number; i-- > 0;) bytes += static_cast<char>(bits >> (8 * i) & 0xFF);
}

// From the left, in bytes of which there are known to be enough.
class BytesReader {
 public:
  explicit BytesReader(std::string_view bytes) : rest_(bytes) {}

  template <typename Integer>
  Integer number() {
    std::uint64_t bits = 0;
    for (const char byte : text(sizeof(Integer)))
      bits = bits << 8 | static_cast<std::uint8_t>(byte);
    return static_cast<Integer>(bits);
  }

  Mark mark() {
    Mark mark;
    const auto bytes = text(mark.size());
    std::transform(bytes.begin(), bytes.end(), mark.begin(),
                   [](char byte) { return static_cast<std::uint8_t>(byte); });
    return mark;
  }

  std::string_view text(std::size_t size) {
    const auto bytes = rest_.substr(0, size);
    rest_.remove_prefix(bytes.size());
    return bytes;
  }

 private:
  std::string_view rest_;
};

// A code that was made for anything else with the same secret is no code of a ticket.
std::string code_of(std::string_view secret, std::string_view content) {
  const Digest whole = hmac_sha256(secret, std::string("boomerang ticket").append(content));
  return {whole.begin(), whole.begin() + code_bytes};
}

std::string content_of(const Ticket& ticket) {
  check(ticket.reply.topic.size() <= topic_bytes_max, "a topic's name that no broker would take");
  std::string bytes;
  bytes.reserve(bytes_without_topic + ticket.reply.topic.size());
  const auto append_mark = [&](const Mark& mark) { bytes.append(mark.begin(), mark.end()); };
  bytes += version;
  append_number(bytes, ticket.position);
  append_number(bytes, ticket.request.high);
  append_number(bytes, ticket.request.low);
  append_mark(ticket.caller);
  append_number(bytes, ticket.reply.partition);
  append_mark(ticket.payload);
  append_number(bytes, std::int64_t{ticket.issued.time_since_epoch().count()});
  append_mark(ticket.route);
  append_number(bytes, static_cast<std::uint8_t>(ticket.reply.topic.size()));
  return bytes.append(ticket.reply.topic);
}

}  // namespace

Mark mark_of(const Digest& digest) {
  Mark mark;
  std::copy_n(digest.begin(), mark.size(), mark.begin());
  return mark;
}

Mark mark_of(std::string_view name) { return mark_of(sha256({name})); }

Result<TicketSeal> TicketSeal::with(std::vector<std::string> secrets) {
  if (secrets.empty() || secrets.size() > secrets_max) {
    return Fault{FaultKind::invalid, "there must be 1 to " + std::to_string(secrets_max) +
                                         " secrets, not " + std::to_string(secrets.size())};
  }
  for (const auto& secret : secrets) {
    if (secret.size() < secret_bytes_min) {
      return Fault{FaultKind::invalid, "a secret must have " + std::to_string(secret_bytes_min) +
                                           " characters or more"};
    }
  }
  return TicketSeal(std::move(secrets));
}

std::string TicketSeal::seal(const Ticket& ticket) const {
  std::string bytes = content_of(ticket);
  bytes += code_of(secrets_.front(), bytes);
  return encode_base64url(bytes);
}

std::optional<Ticket> TicketSeal::open(std::string_view text) const {
  if (text.size() > ticket_text_max) return std::nullopt;
  const auto bytes = decode_base64url(text);
  if (!bytes || bytes->size() < bytes_without_topic || bytes->front() != version) {
    return std::nullopt;
  }
  const auto content = std::string_view(*bytes).substr(0, bytes->size() - code_bytes);
  const auto code = std::string_view(*bytes).substr(content.size());
  const bool ours = std::any_of(secrets_.begin(), secrets_.end(), [&](const auto& secret) {
    return equal_in_constant_time(code, code_of(secret, content));
  });
  if (!ours) return std::nullopt;

  BytesReader reader(content.substr(1));
  Ticket ticket;
  ticket.position = reader.number<std::int64_t>();
  ticket.request.high = reader.number<std::uint64_t>();
  ticket.request.low = reader.number<std::uint64_t>();
  ticket.caller = reader.mark();
  ticket.reply.partition = reader.number<std::int32_t>();
  ticket.payload = reader.mark();
  ticket.issued = WallTime(std::chrono::microseconds(reader.number<std::int64_t>()));
  ticket.route = reader.mark();
  const auto topic_size = reader.number<std::uint8_t>();
  ticket.reply.topic = reader.text(topic_size);
  if (content.size() + code_bytes != bytes_without_topic + topic_size) return std::nullopt;
  return ticket;
}

}  // namespace boomerang::ticket
