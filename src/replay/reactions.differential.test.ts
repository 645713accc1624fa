// DO in replay and in generated code against the reference matcher, on random rules and random traces: what is written,
// read again by the rule's own conditions, logged and emitted. WMK_SEED makes it another search, WMK_RULES a longer one.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../oracle/test/compare.js';
import { compileRules } from '../oracle/test/compile-rules.js';
import { drawTraces } from '../oracle/test/draw.js';
import { lineOf } from '../oracle/test/feed.js';
import { printPattern } from '../oracle/test/print-pattern.js';
import { declarations, printRule } from '../oracle/test/print-rule.js';
import { printReaction, reactionSpec } from '../oracle/test/reaction-spec.js';
import { ruleSpec } from '../oracle/test/rule-spec.js';
import { timed } from '../oracle/test/trace-spec.js';
import { compareReplay } from './test/compare-replay.js';

const seed = Number(process.env['WMK_SEED'] ?? 1);
/** vitest takes a worker that answers nothing for a minute for a dead one. */
const giveWay = (): Promise<void> => new Promise(setImmediate);
const nrRules = Number(process.env['WMK_RULES'] ?? 120);

describe.each([
  ['replay', compareReplay, false],
  // timers of several buckets that have come are not called in the order of their deadlines
  ['generated code on the host', (program, plan, traces) => compare(program, plan, traces, false), true],
] as readonly [string, typeof compareReplay, boolean][])('reactions in %s', (_, comparison, isTimed) => {
  it(`are those of the reference matcher, in ${nrRules} rules from seed ${seed}`, async () => {
    const traces = drawTraces(seed, 12).map((trace) => timed(trace, false));
    let [nrMatches, nrTried] = [0, 0];
    await fc.assert(fc.asyncProperty(ruleSpec, reactionSpec, async (spec, reaction) => {
      await giveWay();
      const { bindings } = printPattern(spec.items, spec.window !== null);
      // matches under several keys, and those of one deadline, have no order
      const rule = printRule('r0', isTimed && spec.items.at(-1)?.is === 'not' ? { ...spec, columns: [] } : spec);
      const isOrdered = !spec.joins.some(({ of }) => of === 'crossed') && spec.window === null;
      const text = `${declarations}\n${rule}\n${printReaction(reaction, bindings, isOrdered)}`;
      const { program, plan } = compileRules(text);
      if (program === null || plan === null) {
        return;
      }
      nrTried++;
      const found = comparison(program, plan, traces);
      nrMatches += found.nrMatches;
      const [first] = found.differences;
      expect(first === undefined ? '' : `${text}\n${traces[first.trace]!.map(lineOf).join('\n')}\n${first.text}`).toBe('');
    }), { seed, numRuns: nrRules });
    expect(nrTried).toBeGreaterThan(nrRules / 4);
    expect(nrMatches).toBeGreaterThan(nrRules);
  }, 600_000);
});
