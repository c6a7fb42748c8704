#pragma once

// Which properties a client of librdkafka gets, each with its reason.

#include <string>

#include "boomerang/base/result.h"
#include "boomerang/broker/kafka/guest.h"
#include "boomerang/broker/kafka/options.h"

namespace boomerang::broker::kafka {

// How the members of a group share its partitions, with this version of librdkafka, as
// rd_kafka_version() gives it. docs/decisions/0013 says why.
std::string assignor_for(int librdkafka_version);

enum class Role { producer, reader, consumer };

// Fails: invalid  librdkafka does not know a property of the options, or refuses its value
Result<Configuration> configure(Role role, const KafkaOptions& options);

// Whether librdkafka has the property, and takes the value. Fails: as configure()
Result<void> check_property(const std::string& name, const std::string& value);

// What configure() and make_client() would say of the options, without speaking to anybody: there
// are no servers to speak to, and where the making of a client already asks for a token it is left.
// Fails: as configure() and make_client()
Result<void> check_options(KafkaOptions options);

// The client and what it logs. The configuration's callbacks must be set by now.
//
// Fails: invalid  the properties do not fit together, or name a file that cannot be read
Result<Client> make_client(Role role, Configuration configuration);

// For librdkafka's timeouts: whole milliseconds, rounded up.
int milliseconds(Duration duration);

}  // namespace boomerang::broker::kafka
