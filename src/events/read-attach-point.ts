// Where a kind attaches: in goes a WMK_BPF_AT or WMK_BPF_ALSO_AT, out comes the section with the parameters that a program gets there.

import type { AttachPoint } from './catalogue.js';
import type { Complain } from './complain.js';
import { textOf } from './cursor.js';
import { maxParameters } from './limits.js';
import type { Marker } from './read-marker.js';
import type { HeaderToken } from './tokenize-header.js';

/** What a program of these sections gets is typed, so that it can read the kernel's structs by name. */
const sections = /^(?:tp_btf|fentry|fexit|fmod_ret|lsm)\/[A-Za-z_]\w*$/;

/**
 * Hooks that say something else than 0 where they do not mind (include/linux/lsm_hook_defs.h): a program that only
 * looks on returns 0, which there would be an answer.
 */
export const hooksThatAnswer = new Set([
  'dentry_init_security', 'fs_context_parse_param', 'getprocattr', 'getselfattr', 'inode_copy_up_xattr',
  'inode_getsecctx', 'inode_getsecurity', 'inode_init_security', 'inode_setsecurity', 'secid_to_secctx',
  'setprocattr', 'setselfattr', 'socket_getpeersec_dgram', 'socket_getpeersec_stream', 'task_prctl',
  'xfrm_state_pol_flow_match',
]);

export function readAttachPoint(marker: Marker, place: number, complain: Complain): AttachPoint | null {
  const [sectionTokens = [], ...parameterTokens] = marker.arguments ?? [];
  const section = stringOf(sectionTokens);
  if (section === null || !sections.test(section)) {
    complain(`'${textOf(sectionTokens)}' is no attach point, expected "tp_btf/NAME", "fentry/NAME", "fexit/NAME", `
      + '"fmod_ret/NAME" or "lsm/NAME"', sectionTokens[0]?.span ?? marker.word.span);
    return null;
  }
  const hook = /^lsm\/(.*)$/.exec(section)?.[1];
  if (hook !== undefined && hooksThatAnswer.has(hook)) {
    complain(`a program at '${section}' would change what the kernel does: there 0 is an answer, expected `
      + `"fentry/security_${hook}"`, sectionTokens[0]!.span);
    return null;
  }
  if (parameterTokens.length > maxParameters) {
    complain(`an attach point with ${parameterTokens.length} parameters, at most ${maxParameters} are allowed`,
      marker.word.span);
    return null;
  }
  const parameters = [];
  for (const tokens of parameterTokens) {
    const name = tokens[tokens.length - 1];
    const type = tokens.slice(0, -1);
    if (name?.type !== 'name' || type.length === 0 || type.some((token) => token.text === '(')) {
      complain(`'${textOf(tokens)}' is no parameter, expected TYPE NAME`, tokens[0]?.span ?? marker.word.span);
      return null;
    }
    parameters.push({ type: textOf(type), name: name.text });
  }
  return { section, place, parameters, when: null };
}

/** The text of string literals side by side, as C joins them; null where they are something else. */
export function stringOf(tokens: readonly HeaderToken[]): string | null {
  return tokens.length > 0 && tokens.every((token) => token.type === 'string')
    ? tokens.map((token) => token.text.slice(1, -1).replace(/\\(.)/g, '$1')).join('')
    : null;
}
