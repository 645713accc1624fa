/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * file_id.h - what the kernel itself knows a file by
 */
#ifndef WMKLOAD_FILE_ID_H
#define WMKLOAD_FILE_ID_H

#include <stdbool.h>

#include "wmk.abi.h"

/*
 * The file of a path: it is kept open, so that its numbers stay its own if it
 * is removed. Returns its file descriptor, or -1 with errno set.
 */
int open_file_id(const char *path, struct wmk_file_id *id);

#endif /* WMKLOAD_FILE_ID_H */
