// The names of a rule's counters, in the order in which struct wmk_rule_stats has them.

export const RULE_COUNTERS = [
  'begun', 'forked', 'moved', 'killed', 'expired', 'replaced', 'evicted', 'overflowed', 'forgotten', 'ended', 'refused',
  'matches', 'lost', 'busy', 'done', 'monitored', 'lapsed', 'spared', 'limited', 'unwritten', 'unnoted',
] as const;
