// Where SystemTap raises a kind: in goes a WMK_STAP_AT or WMK_STAP_ALSO_AT, out comes the probe with what the script gives there.

import type { StapPoint } from './catalogue.js';
import type { Complain } from './complain.js';
import { textOf } from './cursor.js';
import { maxParameters } from './limits.js';
import { stringOf } from './read-attach-point.js';
import type { Marker } from './read-marker.js';

/** Words with a number or a text in brackets or none: what it ends with, ? or !, is for the generator to say. */
const probes = /^[A-Za-z_]\w*(?:\((?:\d+|"[^"\\]*")\))?(?:\.[A-Za-z_]\w*(?:\((?:\d+|"[^"\\]*")\))?)*$/;

export function readStapPoint(marker: Marker, place: number, complain: Complain): StapPoint | null {
  const [probeTokens = [], ...parameterTokens] = marker.arguments ?? [];
  const probe = stringOf(probeTokens);
  if (probe === null || !probes.test(probe)) {
    complain(`'${textOf(probeTokens)}' is no probe, expected "kernel.trace(\\"NAME\\")", "kprobe.function(\\"NAME\\")", `
      + '"kprobe.function(\\"NAME\\").return" or another of SystemTap\'s', probeTokens[0]?.span ?? marker.word.span);
    return null;
  }
  if (parameterTokens.length > maxParameters) {
    complain(`a probe with ${parameterTokens.length} parameters, at most ${maxParameters} are allowed`, marker.word.span);
    return null;
  }
  const parameters = [];
  for (const tokens of parameterTokens) {
    const equals = tokens.findIndex(({ text }) => text === '=');
    const name = tokens[equals - 1];
    const type = tokens.slice(0, Math.max(equals - 1, 0));
    const of = tokens.slice(equals + 1);
    if (name?.type !== 'name' || type.length === 0 || of.length === 0 || type.some(({ text }) => text === '(')) {
      complain(`'${textOf(tokens)}' is no parameter, expected TYPE NAME = what the script gives for it`,
        tokens[0]?.span ?? marker.word.span);
      return null;
    }
    parameters.push({ type: textOf(type), name: name.text, of: textOf(of) });
  }
  return { probe, place, parameters, when: null };
}
