/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * wmk.engine.h - the engine that is to be had on this target
 */
#ifndef WMK_ENGINE_H
#define WMK_ENGINE_H

#include "wmk.bpf.h"

#endif /* WMK_ENGINE_H */
