// Keeps generated identifiers apart: in go the names that a rule wants, out come C identifiers that nobody else has.

/** What the runtime headers, C and the templates themselves use. */
const reserved = [
  'auto break case char const continue default do double else enum extern float for goto if inline int long register',
  'restrict return short signed sizeof static struct switch typedef union unsigned void volatile while bool true false',
  'asm typeof NULL LICENSE SEC',
].flatMap((line) => line.split(' '));

export interface Names {
  /** The name as wanted, or with a number behind it where it is taken; one beginning with wmk_ is the engine's. */
  claim(wanted: string): string;
}

export function makeNames(): Names {
  const taken = new Set(reserved);
  return {
    claim(wanted) {
      const base = /^(wmk|bpf|__)/i.test(wanted) ? `rule_${wanted}` : wanted;
      let name = base;
      for (let n = 2; taken.has(name); n++) {
        name = `${base}_${n}`;
      }
      taken.add(name);
      return name;
    },
  };
}

/** For an enumerator or a constant. */
export function upper(name: string): string {
  return name.toUpperCase();
}
