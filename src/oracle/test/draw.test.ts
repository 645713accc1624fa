// That random rules and traces are worth trying: most rules are accepted, matches are frequent, and every construct of
// the language occurs.

import { describe, expect, it } from 'vitest';
import { matchRule } from '../match.js';
import { checkRules } from './compile-rules.js';
import { drawRules, drawTraces, isRule } from './draw.js';
import { eventsOf } from './feed.js';
import { printFile } from './print-rule.js';
import { timed } from './trace-spec.js';

describe('random rules', () => {
  const { rules, nrDrawn } = drawRules(1, 400);
  const texts = rules.map((spec) => printFile([spec]));

  it('are mostly accepted', () => {
    expect(rules.length).toBe(400);
    const share = 1 - rules.length / nrDrawn;
    console.log(`${Math.round(100 * share)} % of ${nrDrawn} random rules are refused`);
    expect(share).toBeLessThan(0.35);
  });

  it('have every construct', () => {
    for (const construct of [
      /k\d\[>=\d\]/, /k\d\[>\d\]/, /k\d\[\d\]/, /k\d\[=\d\]/, /~k/, /~\(k/, /PATTERN \{ \[~/, /~[^ ]+\] \}/, /\(k\d.* \| /, /count\(/, /min\(/, /max\(/, /sum\(/, /avg\(/,
      /first\(/, /last\(/, /WHERE.*prev\(/, /RETURN.*prev\(/, /LIKE/, /IN 10\.0\.0\.0\/8/, /v0/, /t0\[/, /earliest \}/, /latest\(/,
      /earliest\(/, /all\(/, /any\(/, /WITHIN/, /\[A\]/,
    ]) {
      expect(texts.filter((text) => construct.test(text)).length, String(construct)).toBeGreaterThan(1);
    }
  });

  it('match often', () => {
    const traces = drawTraces(2, 10).map((trace) => timed(trace, false));
    const counts = texts.map((text) => {
      const { program } = checkRules(text);
      return traces.filter((trace) =>
        matchRule(program!, program!.rules[0]!, trace.flatMap((fed) => eventsOf(fed, program!.catalogue.kinds))).matches.length > 0)
        .length;
    });
    const share = counts.filter((count) => count > 0).length / counts.length;
    console.log(`${Math.round(100 * share)} % of random rules match in one of ${traces.length} traces`);
    expect(share).toBeGreaterThan(0.4);
  });

  it('are still rules of the same when they are drawn again', () => {
    expect(drawRules(1, 20).rules).toEqual(rules.slice(0, 20));
    expect(rules.every(isRule)).toBe(true);
  });
});
