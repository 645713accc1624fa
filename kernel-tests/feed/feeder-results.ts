/** Takes what feeder.c printed and returns the part of each line of its plan. */

import { RULE_COUNTERS } from '../../src/oracle/test/rule-counters.js';

export interface FedPart {
  /** What went wrong: the verifier's refusal, programs that the kernel skipped. */
  readonly complaints: readonly string[];
  /** In the order in which they were told, with what DO tells before its match. */
  readonly matches: readonly FedMatch[];
  readonly rules: readonly FedCounters[];
  /** Events read, by the number of the kind in the monitor. */
  readonly kinds: readonly number[];
  /** Of a timed trace: how much later its events were stamped (less than 0: earlier), and how late they were read, or the end came, at the most; ns. */
  readonly timing: { readonly later: bigint; readonly late: bigint } | null;
}

export interface FedMatch {
  readonly is: 'match' | 'log' | 'emit';
  readonly rule: number;
  readonly time: bigint;
  /** A number, 'x' and hexadecimal bytes, or 'null'. */
  readonly values: readonly string[];
}

export type FedCounters = ReadonlyMap<string, number>;

export function readFeederResults(output: string): readonly FedPart[] {
  return output.split(/^\.$/m).slice(0, -1).map((part) => {
    const lines = part.split('\n').filter((line) => line !== '');
    const of = (letter: string): readonly (readonly string[])[] =>
      lines.filter((line) => line.startsWith(`${letter} `)).map((line) => line.split(' ').slice(1));
    return {
      complaints: lines.filter((line) => line.startsWith('! ')).map((line) => line.slice(2)),
      matches: of('M').map(([is, rule, time, ...values]) => ({
        is: is === 'log' || is === 'emit' ? is : 'match', rule: Number(rule), time: BigInt(time ?? 0), values,
      })),
      rules: of('S').map(([, ...numbers]) => {
        if (numbers.length !== RULE_COUNTERS.length) throw new Error(`a rule has ${numbers.length} counters, expected ${RULE_COUNTERS.length}`);
        return new Map(RULE_COUNTERS.map((name, index) => [name, Number(numbers[index])]));
      }),
      kinds: of('K').map(([, count]) => Number(count)),
      timing: of('T').map(([later, late]) => ({ later: BigInt(later ?? 0), late: BigInt(late ?? 0) }))[0] ?? null,
    };
  });
}
