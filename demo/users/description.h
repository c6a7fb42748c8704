#pragma once

#include "boomerang/gateway/route.h"

namespace users {

// Adds what the API descriptions say about the route that makes users: how its body must be, and
// what may become of it.
void describe(boomerang::gateway::Route& route);

}  // namespace users
