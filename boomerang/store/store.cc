#include "boomerang/store/store.h"
