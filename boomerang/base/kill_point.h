#pragma once

// Names the instants at which a process may die, so that a test can make it die there.
//
// In a build with BOOMERANG_KILL_POINTS (the preset `dev`), a process whose environment says
// BOOMERANG_KILL_AT=name:n ends by SIGKILL when it passes the point `name` for the n-th time. With
// name:n:stop it stops there by SIGSTOP, until it gets a SIGCONT.
// In every other build a point is nothing at all.

#ifdef BOOMERANG_KILL_POINTS
#define BOOMERANG_KILL_POINT(name) ::boomerang::pass_kill_point(name)
#else
#define BOOMERANG_KILL_POINT(name) static_cast<void>(0)
#endif

namespace boomerang {

// Threads: any.
void pass_kill_point(const char* name);

}  // namespace boomerang
