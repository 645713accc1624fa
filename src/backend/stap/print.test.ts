import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../commands/compile-files.js';
import { catalogueDirectory, templateDirectory } from '../../commands/package.js';
import type { Plan } from '../../plan/plan.js';
import { pointsOf } from '../../plan/points.js';
import { home } from '../../test/compile-text.js';
import { printStap } from './print.js';

const rules = catalogueDirectory(home);
const shipped = readdirSync(rules).filter((name) => name.endsWith('.wmk'))
  .flatMap((name) => {
    const { plan } = compileFiles([join(rules, name)], { target: 'stap' }, home);
    return plan === null ? [] : [{ name, plan }];
  });

function print(plan: Plan, isWhole: boolean): string {
  return printStap(plan, templateDirectory(home), { generator: 'wmkgen test', ringBytes: 1 << 20, budgets: false, isWhole });
}

describe('the script of a shipped rule', () => {
  it('is there of all rules that refuse nothing', () => {
    expect(shipped.length).toBeGreaterThan(15);
  });

  it.each(shipped)('$name: needs no file of ours', ({ plan }) => {
    expect(print(plan, true).match(/^#include "/gm)).toBeNull();
  });

  it.each(shipped)('$name: has a probe where each kind is raised', ({ plan }) => {
    const probed = new Set([...print(plan, true).matchAll(/^probe (?:\w+ = )?(.*?)(?: \{.*)?$/gm)].map(([, point]) => point));
    const missing = plan.kinds.flatMap(({ kind }) => pointsOf(kind, 'stap').filter(({ where }) => !probed.has(where)));
    expect(missing).toEqual([]);
  });

  it.each(shipped)('$name: names its headers where it is to be looked at', ({ plan }) => {
    const text = print(plan, false);
    expect(text).toContain('#include "wmk.session.h"');
    expect(text).not.toContain('struct wmk_rule {');
    expect(print(plan, true)).toContain('struct wmk_rule {');
  });

  it('has one probe of alternatives, of which SystemTap takes the first that there is', () => {
    const { plan } = shipped.find(({ name }) => name === 'overdue_check.wmk')!;
    const text = print(plan, false);
    expect(text).toContain('probe wmk_processtermination_0_1!, wmk_processtermination_0_2\n{');
    expect(text.match(/^probe wmk_processtermination_0_1 = kprobe\.function\("taskstats_exit"\)$/gm)).toHaveLength(1);
  });

  it('is the same each time', () => {
    const { plan } = shipped[0]!;
    expect(print(plan, true)).toBe(print(plan, true));
  });
});
