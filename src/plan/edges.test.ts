// What the plan makes of negations first and last: where runs await their deadline, and what a key remembers.

import { describe, expect, it } from 'vitest';
import { compileRules } from '../oracle/test/compile-rules.js';
import type { RulePlan } from './plan.js';

function planOf(rule: string): RulePlan {
  const { plan, diagnostics } = compileRules(`RULE r ${rule}`);
  if (plan === null) {
    throw new Error(diagnostics.map(({ message }) => message).join('; '));
  }
  return plan.rules[0]!;
}

describe('a negation that stands last', () => {
  const { automaton, pending, readings, steps, cells } =
    planOf('PATTERN { [k0:a, k1:b, ~k2] } WHERE { [ProcessId] } WITHIN { 9 ns } RETURN { a.A, b.A }');

  it('has a letter that no event has, which leads each pending state to a match and writes nothing', () => {
    const ofEvents = readings.flatMap(({ letters }) => letters);
    expect(ofEvents).not.toContain(pending!.deadlineLetter);
    const moves = automaton.moves.filter(({ letter }) => letter === pending!.deadlineLetter);
    expect(moves.map(({ from, takes }) => ({ from, takes }))).toEqual([{ from: pending!.firstState, takes: 0 }]);
    expect(moves.map(({ to }) => automaton.states[to]!.role)).toEqual(['accepting']);
    expect(steps.filter(({ binding }) => binding === null)).toEqual([{ binding: null, name: 'deadline' }]);
    expect(readings.map(({ completes }) => completes)).toEqual([false, false, false]);
  });

  it('keeps in the run what the last step gives', () => {
    expect(cells.map(({ identifier, atMatch }) => [identifier, atMatch])).toEqual([['a_A', false], ['b_A', false]]);
  });

  it.each([
    ['SELECT { latest }', { form: 'pool', runs: 1, places: 1 + 16 + 1 }],
    ['SELECT { all(3) }', { form: 'pool', runs: 3, places: 3 + 16 + 1, identity: null }],
    ['SELECT { any(3) }', { form: 'pool', runs: 3, places: 3 + 16 + 1, identity: null }],
  ])('has room for pending runs beside those of %s', (select, storage) => {
    expect(planOf(`PATTERN { [k0:a, k1:b, ~k2] } WHERE { [ProcessId] } WITHIN { 9 ns } ${select}`).storage).toMatchObject(storage);
  });

  it('is in no storage of a task, nor without a table', () => {
    for (const pattern of ['[k0:a, ~k0]', '[k0:a, k1:b, ~k2]']) {
      const { plan } = compileRules(`RULE r PATTERN { ${pattern} } WHERE { [ThreadId], [ProcessId] } WITHIN { 9 ns }`);
      expect(plan!.tables).toMatchObject([{ storage: 'buckets' }]);
    }
  });
});

describe('a negation that stands first', () => {
  it('makes a key remember times, and letters of which a bit says whether a run may begin', () => {
    const { absent, readings, automaton } =
      planOf('PATTERN { [~k0:n, k1:a, k2] } WHERE { [ProcessId], n.A == 1 } WITHIN { 9 ns }');
    expect(absent).toMatchObject({
      remembered: [{ binding: 0, values: [], limit: 1 }], tests: [{ of: [{ remembered: 0, compares: [] }] }],
    });
    expect(readings.map(({ remembers, begins }) => ({ remembers, begins }))).toEqual([
      { remembers: true, begins: false }, { remembers: false, begins: true }, { remembers: false, begins: false },
    ]);
    const { firstLetter, tests, absences } = readings[1]!.symbols[0]!;
    expect({ tests, absences }).toEqual({ tests: [], absences: [0] });
    expect(automaton.moves.filter(({ from }) => automaton.states[from]!.role === 'start').map(({ letter }) => letter))
      .toEqual([firstLetter + 1]);
  });

  it('remembers values outside the key that some first step is compared with, and compares with each its own', () => {
    const { absent, readings } = planOf('PATTERN { [~(k0:n|k3:m), (k1:a|k2:b), k4] } '
      + 'WHERE { [ProcessId], n.A == a.A, n.B == b.B } WITHIN { 9 ns }');
    expect(absent!.remembered.map(({ values, limit }) => [values.map(({ field }) => field.name), limit]))
      .toEqual([[['A', 'B'], 64], [[], 1]]);
    expect(absent!.tests.map(({ of }) => of.map(({ compares }) => compares.map(({ value, field }) => [value, field.name]))))
      .toEqual([[[[0, 'A']], []], [[[1, 'B']], []]]);
    expect(readings.flatMap(({ symbols }) => symbols.map(({ remembers }) => remembers))).toEqual([[0], [1], [], [], []]);
  });

  it('numbers its bits behind those of conditions on the run', () => {
    const { readings } = planOf('PATTERN { [~k0:n, k1:a, k1:b] } WHERE { [ProcessId], a.A < b.A } WITHIN { 9 ns }');
    expect(readings[1]!.symbols).toMatchObject([{ tests: [0], absences: [0] }]);
  });
});
