// Generated code and the engine against the reference matcher, on random rules and random traces. WMK_CASES makes it a
// longer search, WMK_SEED another one; WMK_SANITIZE=1 builds with sanitizers, WMK_SHRINK bounds the seconds that a
// counter-example is made smaller.

import { describe, expect, it } from 'vitest';
import { runCampaign } from './test/campaign.js';

const cases = Number(process.env['WMK_CASES'] ?? 1100);
const seed = Number(process.env['WMK_SEED'] ?? 1);
const isLong = process.env['WMK_CASES'] !== undefined;

describe('generated code on the host', () => {
  it(`does what the reference matcher does in ${cases} cases from seed ${seed}`, async () => {
    const result = await runCampaign({
      seed, cases, tracesPerBatch: 30, sanitize: process.env['WMK_SANITIZE'] === '1',
      shrinkMs: 1000 * Number(process.env['WMK_SHRINK'] ?? 60),
    }, (done) => {
      if (isLong) {
        console.log(JSON.stringify({ ...done, counterExample: undefined }));
      }
    });
    expect(result.counterExample ?? '').toBe('');
    expect(result.nrFull).toBeLessThan(result.nrCases / 4);
    expect(result.nrMatches).toBeGreaterThan(result.nrCases / 20);
  }, isLong ? 86_400_000 : 600_000);
});
