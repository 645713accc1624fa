// How checks report: a mistake is a value that is handed on, never an exception.

import type { Diagnostic } from '../source/diagnostic.js';

export type Report = (diagnostic: Diagnostic) => void;
