// Keeps generated identifiers apart: in go the names that a rule wants, out come C identifiers that nobody else has.

/** What C, the runtime headers and the templates themselves use; and locals, which would hide a rule of their name. */
const reserved = [
  'auto break case char const continue default do double else enum extern float for goto if inline int long register',
  'restrict return short signed sizeof static struct switch typedef union unsigned void volatile while bool true false',
  'asm typeof NULL offsetof container_of barrier likely unlikely size_t ptrdiff_t wchar_t max_align_t',
  'LICENSE SEC NR_RULES NR_KINDS NR_POINTS NR_TABLES NR_SCRATCH stats_here take_scratch give_scratch',
  'e r to from frame stats runs run key now match record event events takes truth valid letter letters way bucket begins',
  'tag hash index ctx subject task scratch zero on_stack i work keys same views found x y k of at columns forks gathering',
  'NR_VARS begun made differ owner group buckets let lets value holds reached reacted answer error target',
  'SPARED_CGROUP is_spared judge has_task done set cpu',
].flatMap((line) => line.split(' '));

export interface Names {
  /**
   * The name as wanted, or with a number behind it where it, or it with one of `endings`, is taken; one beginning with
   * wmk is the engine's. Names that differ in case only count as one, since they are made upper case for constants.
   */
  claim(wanted: string, endings?: readonly string[]): string;
}

/** `prefix` stands before all names, where C has many that nobody can tell. */
export function makeNames(prefix = ''): Names {
  const taken = new Set(reserved.map((name) => name.toLowerCase()));
  return {
    claim(wanted, endings = []) {
      const base = prefix !== '' ? (wanted.startsWith(prefix) ? wanted : `${prefix}${wanted}`) : /^(wmk|bpf|__)/i.test(wanted) ? `rule_${wanted}` : wanted;
      const withEndings = (name: string): readonly string[] =>
        ['', ...endings].map((ending) => `${name}${ending}`.toLowerCase());
      let name = base;
      for (let n = 2; withEndings(name).some((one) => taken.has(one)); n++) {
        name = `${base}_${n}`;
      }
      withEndings(name).forEach((one) => taken.add(one));
      return name;
    },
  };
}

/** For an enumerator or a constant. */
export function upper(name: string): string {
  return name.toUpperCase();
}
