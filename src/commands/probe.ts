// `wmkgen probe`: in go catalogues, out comes what this kernel can do for each of their kinds, and for each reaction. The
// catalogue says where kinds are read; the loader asks the kernel, as it does before it loads an object.

import { showText } from '../source/display.js';
import { findWmkload, probeKernel } from '../tools/wmkload.js';
import { exitCodes } from './exit-code.js';
import type { Package } from './package.js';
import { printProbe, printProbeJson } from './print-probe.js';
import { readHeaders } from './read-headers.js';
import type { Format } from './report.js';
import type { Terminal } from './terminal.js';

export interface ProbeOptions {
  /** Headers; none: the shipped one. */
  readonly catalogues: readonly string[];
  readonly format: Format;
}

export async function probe(options: ProbeOptions, home: Package, terminal: Terminal): Promise<number> {
  const loader = findWmkload(home.root);
  if (loader === null) {
    terminal.complain(`wmkgen: wmkload, which asks the kernel, is not built: run make in ${showText(home.root)}\n`);
    return exitCodes.unavailable;
  }
  const catalogue = readHeaders(options.catalogues, home, terminal);
  if (catalogue === null) {
    return exitCodes.diagnostics;
  }
  const kinds = [...catalogue.kinds.values()];
  const sections = new Set(kinds.flatMap((kind) => kind.attach.bpf.map(({ section }) => section)));
  const asked = await probeKernel(loader, [...sections]);
  if ('complaint' in asked) {
    terminal.complain(asked.complaint);
    return asked.code;
  }
  terminal.print(options.format === 'text' ? printProbe(kinds, asked) : printProbeJson(kinds, asked));
  return exitCodes.done;
}
