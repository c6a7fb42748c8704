#include "boomerang/broker/kafka/fault.h"

#include <gtest/gtest.h>

namespace boomerang::broker::kafka {
namespace {

TEST(FaultTest, WhatCanNeverSucceedIsInvalid) {
  for (const auto error :
       {RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC,
        RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED}) {
    EXPECT_EQ(fault_of(error, "x").kind, FaultKind::invalid) << rd_kafka_err2name(error);
  }
}

TEST(FaultTest, WhatMayPassIsBusy) {
  for (const auto error :
       {RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__TIMED_OUT, RD_KAFKA_RESP_ERR__QUEUE_FULL,
        RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE,
        RD_KAFKA_RESP_ERR__FATAL, RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS}) {
    EXPECT_EQ(fault_of(error, "x").kind, FaultKind::busy) << rd_kafka_err2name(error);
  }
}

TEST(FaultTest, RecordThatMayBeThereIsUnknownWhateverTheError) {
  EXPECT_EQ(fault_of(RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, RD_KAFKA_MSG_STATUS_NOT_PERSISTED).kind,
            FaultKind::busy);
  EXPECT_EQ(fault_of(RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, RD_KAFKA_MSG_STATUS_POSSIBLY_PERSISTED).kind,
            FaultKind::unknown);
  EXPECT_EQ(
      fault_of(RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_MSG_STATUS_POSSIBLY_PERSISTED).kind,
      FaultKind::unknown);
}

TEST(FaultTest, TextSaysWhatWasDoneAndWhatKafkaSays) {
  EXPECT_EQ(fault_of(RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, "append").what,
            std::string("append: ") + rd_kafka_err2str(RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE));
}

}  // namespace
}  // namespace boomerang::broker::kafka
