// `wmkgen events --from-kernel`: in go an attach place and a kernel's BTF, out comes an entry of a catalogue; or the list of
// the places that a pattern matches.

import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { printEntry } from '../backend/entry/print.js';
import { viewEntry } from '../backend/entry/view-entry.js';
import type { Btf } from '../btf/btf.js';
import { findBtf } from '../btf/find-btf.js';
import { findPlaces, namesOf } from '../btf/find-place.js';
import { placesIn, type Place, type Places, type Way } from '../btf/places.js';
import type { Problem } from '../btf/problem.js';
import { readBtf } from '../btf/read-btf.js';
import { didYouMean } from '../check/nearest.js';
import { showText } from '../source/display.js';
import { findKernelFunctions, type KernelSymbol } from '../tools/kernel-symbols.js';
import { exitCodes } from './exit-code.js';
import { generatorName, templateDirectory, type Package } from './package.js';
import type { Terminal } from './terminal.js';

const ofThisKernel = '/sys/kernel/btf/vmlinux';

/** `file`: null for the running kernel. */
export function showKernelEvents(text: string, file: string | null, home: Package, terminal: Terminal): number {
  const path = file ?? ofThisKernel;
  const refuse = (problem: string): number => {
    terminal.complain(`wmkgen: ${problem}\n`);
    return exitCodes.diagnostics;
  };
  const btf = readKernel(path);
  if ('problem' in btf) {
    return refuse(`${showText(path)}: ${btf.problem}`);
  }
  const places = placesIn(btf);
  const found = findPlaces(text, places);
  if ('problem' in found) {
    return refuse(`'${showText(text)}': ${found.problem}${whyNot(text, found.sought, places, file === null)}`);
  }
  const [place, another] = found.places;
  if (another !== undefined || /[*?]/.test(text)) {
    terminal.print(found.places.map(spell).join(''));
    return exitCodes.done;
  }
  const entry = viewEntry(btf, places, place!);
  if ('problem' in entry) {
    return refuse(`${spell(place!).trimEnd()}: ${entry.problem}`);
  }
  const source = file === null ? `the BTF of Linux ${release()}` : `the BTF in ${showText(path)}`;
  terminal.print(printEntry(entry, { generator: generatorName(home), source }, templateDirectory(home)));
  return exitCodes.done;
}

function spell({ way, name }: Place): string {
  return `${way}/${name}\n`;
}

function readKernel(path: string): Btf | Problem {
  let file: Buffer;
  try {
    file = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { problem: path === ofThisKernel && code === 'ENOENT' ? 'this kernel has no BTF, expected --btf FILE' : `cannot be read: ${code ?? 'unknown error'}` };
  }
  const section = findBtf(file);
  return 'problem' in section ? section : readBtf(section);
}

/** What may have been meant, or why a function that the running kernel has is not in its BTF. */
function whyNot(text: string, sought: readonly Way[], places: Places, isRunning: boolean): string {
  const name = text.replace(/^.*[:/]/, '');
  const isFunction = sought.includes('fentry') || sought.includes('fexit');
  const [symbol] = isRunning && isFunction ? findKernelFunctions(name) : [];
  if (symbol !== undefined) {
    return `; ${whyNoTypes(symbol, name)}`;
  }
  const hint = didYouMean(name, sought.flatMap((way) => [...namesOf(way, places).keys()]));
  return hint !== null ? `: ${hint}` : isFunction ? '; a function may be inlined wherever it is called' : '';
}

function whyNoTypes(symbol: KernelSymbol, name: string): string {
  if (symbol.module !== null) {
    return `it is in the module ${symbol.module}, and programs are attached to the kernel proper only`;
  }
  return symbol.name === name
    ? 'this kernel has such a function, but tells no types of it: it is not the only one of its name, or programs may not attach to it'
    : `the compiler made '${symbol.name}' of it, which takes other parameters than the source says`;
}
