// Random DO as plain data and as text: in goes what a pattern names, out come statements that the checker accepts.

import fc from 'fast-check';
import type { Named } from './print-pattern.js';

export interface ValueSpec {
  readonly form: number;
  readonly on: number;
  readonly literal: bigint;
  readonly other: number;
}

export interface StatementSpec {
  readonly form: number;
  readonly key: ValueSpec;
  readonly left: ValueSpec;
  readonly right: ValueSpec;
  readonly then: readonly StatementSpec[];
  readonly else: readonly StatementSpec[];
}

const valueSpec: fc.Arbitrary<ValueSpec> = fc.record({
  form: fc.nat(63), on: fc.nat(63), literal: fc.bigInt(-2n, 3n), other: fc.nat(63),
});

function statements(depth: number): fc.Arbitrary<readonly StatementSpec[]> {
  const none = fc.constant<readonly StatementSpec[]>([]);
  return fc.array(fc.record({
    form: fc.nat(63), key: valueSpec, left: valueSpec, right: valueSpec,
    then: depth === 0 ? none : statements(depth - 1), else: depth === 0 ? none : statements(depth - 1),
  }), { minLength: depth === 0 ? 0 : 1, maxLength: 3, size: 'max' });
}

export const reactionSpec = statements(1);

/**
 * `isOrdered`: matches have an order, so that what statements read may be what others have written; else only what comes to
 * the same in whatever order is drawn.
 */
export function printReaction(specs: readonly StatementSpec[], bindings: readonly Named[], isOrdered: boolean): string {
  const steps = bindings.filter(({ negated }) => !negated);
  let nrLocals = 0;
  return `DO { ${block(specs, [])} }`;

  function block(own: readonly StatementSpec[], outer: readonly string[]): string {
    let names = outer;
    return own.map((spec) => {
      if (spec.form % 8 === 0 && nrLocals < 8) {
        const name = `l${nrLocals++}`;
        const text = `let ${name} = ${value(spec.left, names)};`;
        names = [...names, name];
        return text;
      }
      return statement(spec, names);
    }).join(' ');
  }

  function statement({ form, key, left, right, then, else: otherwise }: StatementSpec, names: readonly string[]): string {
    const [variable, entry] = [`v${left.other % 2}`, `t0[${value({ ...key, form: key.form % 2 }, names)}]`];
    const [one, other] = [value(left, names), value(right, names)];
    switch (form % 8) {
      case 1: return `if (${one} ${['<', '==', '!=', '>='][right.other % 4]!} ${other}) { ${block(then, names)} } else { ${
        block(otherwise, names)} }`;
      case 2: return `log("%d %${left.on % 2 === 0 ? 'u' : 'x'} %s 100%%", ${one}, ${other}, ${textOf(right)});`;
      case 3: return `emit(${one}, ${other} + 7, ${textOf(left)});`;
      case 4: return isOrdered ? `${variable} = ${one};` : `${variable} += ${one};`;
      case 5: return isOrdered && right.other % 3 === 0 ? `delete ${entry};` : `${entry} -= ${one};`;
      case 6: return `${entry}${left.other % 2 === 0 ? '++' : '--'};`;
      default: return `${variable} += ${one};`;
    }
  }

  function textOf({ on, other }: ValueSpec): string {
    const named = steps.filter(({ kind, isArray }) => kind !== 4 && !isArray);
    return named.length === 0 ? '"none"' : `${named[on % named.length]!.name}.${other % 4 === 0 ? 'N' : 'S'}`;
  }

  function value({ form, on, literal, other }: ValueSpec, names: readonly string[]): string {
    const step = steps[on % steps.length]!;
    const letter = ['A', 'B', 'D'][other % 3]!;
    const field = step.isArray ? `${['first', 'last', 'prev'][form % 3]!}(${step.name}).${letter}` : `${step.name}.${letter}`;
    const local = names[other % Math.max(1, names.length)];
    switch (form % 10) {
      case 2: return local ?? field;
      case 3: return isOrdered ? `v${other % 2}` : field;
      case 4: return isOrdered ? `t0[${field}]` : field;
      case 5: return `${field} / ${local ?? `(${field} - ${literal < 0n ? `(${literal})` : literal})`}`;
      case 6: return `(${field} + ${local ?? '1'})`;
      case 7: return String(literal);
      default: return field;
    }
  }
}
