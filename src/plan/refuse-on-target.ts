// What a target cannot do: in go checked rules and the target, out come diagnostics that name both.

import type { CheckedProgram, CheckedRule } from '../check/rule.js';
import { allStatements } from '../check/statement-parts.js';
import { diagnostic, type Diagnostic } from '../source/diagnostic.js';
import { pointsOf, type Target } from './points.js';

/** All of the language can be had of eBPF. */
export function refuseOnTarget(program: CheckedProgram, target: Target): readonly Diagnostic[] {
  return target === 'bpf' ? [] : program.rules.flatMap((rule) => [...unknownKinds(rule), ...refusals(rule)]);
}

/** Each kind once, where the rule first names it. */
function unknownKinds({ bindings }: CheckedRule): readonly Diagnostic[] {
  const first = bindings.filter(({ kind }, index) => bindings.findIndex((other) => other.kind === kind) === index);
  return first.filter(({ kind }) => pointsOf(kind, 'stap').length === 0).map(({ kind, span }) =>
    diagnostic('not-on-target', `target 'stap' has no events of kind '${kind.name}': its entry in '${kind.header.name}' names no probe`, span, {
      hint: '--target bpf, or an entry with WMK_STAP_AT(...)',
    }));
}

/** A probe sees what is about to be done, and has no say in it. */
function refusals({ reaction }: CheckedRule): readonly Diagnostic[] {
  return allStatements(reaction).flatMap((statement) => (statement.kind !== 'deny' && statement.kind !== 'override' ? [] : [
    diagnostic('not-on-target', `target 'stap' cannot do '${statement.kind}': what a probe of SystemTap sees it cannot ${statement.kind === 'deny'
      ? 'refuse' : 'replace'}`, statement.span, { hint: 'signal(SIGKILL) ends who does it, or --target bpf' }),
  ]));
}
