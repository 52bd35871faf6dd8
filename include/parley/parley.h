/* parley.h -- all of Parley, in the order the data flows. */
#ifndef PARLEY_PARLEY_H
#define PARLEY_PARLEY_H
#include "parley/base.h"
#include "parley/table.h"
#include "parley/world.h"
#include "parley/record.h"
#include "parley/history.h"
#include "parley/index.h"
#include "parley/policy.h"
#include "parley/reading.h"
#include "parley/solver.h"
#include "parley/model.h"
#include "parley/replicate.h"
#include "parley/talks.h"
#include "parley/report.h"
#endif
