// How a chain goes along a shortest match: in go a rule, the match and where a chain stands, out comes where it stands
// after an event. Of the events nothing is known but what the match knows of them, so that a condition over several
// events holds only where these are the very ones that the match means.

import { aggregatesOf } from './expression-parts.js';
import { guardMoments, type GuardMoments } from './guard-moments.js';
import type { CheckedRule, Guard, JoinClass } from './rule.js';
import type { MatchEvent, ShortestMatch } from './shortest-match.js';

/** Where a chain stands. */
export interface Place {
  readonly chain: number;
  /** The step that is awaited, or the array that is being filled; the number of steps where it has finished. */
  readonly step: number;
  /** Elements that this array has, no more than it needs. */
  readonly elements: number;
  /** By class outside the key what its members agree in; null until the first is bound. */
  readonly values: readonly (string | null)[];
  /** Bindings that hold other events than the match means. */
  readonly strayed: ReadonlySet<number>;
}

interface Awaited {
  readonly awaits: string;
  readonly needs: readonly number[];
}

export interface Sketch {
  readonly begin: (chain: number) => Place;
  /** No event before is certain to be one that may not come before the chain. */
  readonly mayBegin: (chain: number, event: number) => boolean;
  /** Null where the event does not move the chain. */
  readonly advance: (place: Place, event: number) => Place | null;
  readonly isKilled: (place: Place, event: number) => boolean;
  /** All steps are taken; where a negation stands last, the chain is pending. */
  readonly isFinished: (place: Place) => boolean;
  /** Equal where the same is awaited, with the same values. */
  readonly identityOf: (place: Place) => string;
}

export function sketchOf(rule: CheckedRule, match: ShortestMatch): Sketch {
  const moments = rule.chains.map((chain) => guardMoments(rule.guards, rule.bindings, chain));
  const key = rule.classes.filter(({ isKey }) => isKey);
  const others = rule.classes.filter(({ isKey }) => !isKey);
  const keyValues = key.map((one) => valueFor(one, match.events[0], match.events[0]?.binding ?? 0));
  const stepsOf = (chain: number): CheckedRule['chains'][number]['steps'] => rule.chains[chain]?.steps ?? [];
  const arrayOf = (chain: number, step: number): { readonly least: number; readonly open: boolean } | null =>
    rule.bindings[stepsOf(chain)[step]?.binding ?? -1]?.array ?? null;
  const awaited = new Map<string, Awaited>();
  const isFull = ({ chain, step, elements }: Place): boolean => elements >= (arrayOf(chain, step)?.least ?? 1);

  return { begin, mayBegin, advance, isKilled, isFinished, identityOf };

  function begin(chain: number): Place {
    return { chain, step: 0, elements: 0, values: others.map(() => null), strayed: new Set() };
  }

  function mayBegin(chain: number, event: number): boolean {
    const { steps, leading } = rule.chains[chain] ?? { steps: [], leading: [] };
    const [read, first] = [match.events[event], steps[0]?.binding ?? -1];
    return !match.events.slice(0, event).some((earlier) => leading.some((negated) =>
      earlier.allows.has(negated)
      && key.every((one, index) => valueFor(one, earlier, negated) === keyValues[index])
      && others.every((one) => {
        const [own, wanted] = [valueFor(one, earlier, negated), valueFor(one, read, first)];
        return own === null || wanted === null || own === wanted;
      })));
  }

  function isFinished({ chain, step }: Place): boolean {
    return step >= stepsOf(chain).length;
  }

  function advance(place: Place, event: number): Place | null {
    if (isFinished(place)) {
      return null;
    }
    if (place.elements === 0 || !isFull(place)) {
      return take(place, event);
    }
    return take({ ...place, step: place.step + 1, elements: 0 }, event) ?? take(place, event);
  }

  function take(place: Place, event: number): Place | null {
    const { chain, step, elements } = place;
    const binding = stepsOf(chain)[step]?.binding;
    const values = binding === undefined ? null : join(place, event, binding);
    if (binding === undefined || values === null) {
      return null;
    }
    const strays = match.elements.get(binding)?.[elements] !== event;
    const strayed = strays ? new Set([...place.strayed, binding]) : place.strayed;
    const array = arrayOf(chain, step);
    const taken = { ...place, values, strayed, elements: Math.min(elements + 1, array?.least ?? 1) };
    const guards = moments[chain]?.steps[step];
    const tested = [...(elements === 0 ? guards?.first ?? [] : []), ...(guards?.each ?? [])];
    if (!tested.every((guard) => holds(guard, taken, binding, elements))) {
      return null;
    }
    if (!isFull(taken)) {
      return taken;
    }
    const isWhole = (guards?.whole ?? []).every((guard) => holds(guard, taken, binding, elements));
    const isLast = step + 1 === stepsOf(chain).length;
    if (array?.open === true && !(isLast && isWhole)) {
      return taken;
    }
    return isLast && !isWhole ? null : { ...taken, step: step + 1, elements: 0 };
  }

  /** Null where the event is not of this binding, of this key, or does not agree with what the chain has bound. */
  function join(place: Place, event: number, binding: number): Place['values'] | null {
    const read = match.events[event];
    if (read?.allows.has(binding) !== true
      || key.some((one, index) => valueFor(one, read, binding) !== keyValues[index])) {
      return null;
    }
    const values = others.map((one, index) => place.values[index] ?? valueFor(one, read, binding));
    return others.every((one, index) => (valueFor(one, read, binding) ?? values[index]) === values[index])
      ? values : null;
  }

  function holds({ expression, names }: Guard, place: Place, binding: number, elements: number): boolean {
    const hasNone = elements === 0 && aggregatesOf(expression)
      .some((one) => one.function === 'prev' && one.binding === binding);
    return hasNone || names.every((name) => !place.strayed.has(name));
  }

  /** While an array is being filled nothing is watched for; a condition over several events would not hold. */
  function isKilled(place: Place, event: number): boolean {
    const { chain, step, elements } = place;
    const watched = isFinished(place) ? rule.chains[chain]?.trailing
      : elements === 0 ? stepsOf(chain)[step]?.watched
      : isFull(place) ? stepsOf(chain)[step + 1]?.watched : [];
    return (watched ?? []).some((binding) =>
      (moments[chain]?.negated.get(binding) ?? []).length === 0 && join(place, event, binding) !== null);
  }

  function identityOf(place: Place): string {
    const { awaits, needs } = awaitedAt(place);
    return `${awaits} ${JSON.stringify(needs.map((index) => place.values[index]))}`;
  }

  /** The same wherever a chain stands so: the rest of it with pending conditions, and the classes that it needs. */
  function awaitedAt(place: Place): Awaited {
    const { chain, step, elements } = place;
    const at = `${chain} ${step} ${elements}`;
    const before = awaited.get(at);
    if (before !== undefined) {
      return before;
    }
    const rest = stepsOf(chain).slice(step);
    const trailing = rule.chains[chain]?.trailing ?? [];
    const needed = new Set([...rest.flatMap(({ binding, watched }) => [binding, ...watched]), ...trailing]);
    const pending = rule.guards.filter((guard) => isPending(guard, place, moments[chain]));
    const found = {
      awaits: JSON.stringify([
        elements, rest.map(({ binding, watched }) => [binding, watched]), pending.map(({ index }) => index),
      ]),
      needs: [...others.keys()].filter((index) => others[index]?.members.some(({ binding }) => needed.has(binding))),
    };
    awaited.set(at, found);
    return found;
  }

  /** Something that it reads is bound, and it is still to be tested. */
  function isPending(guard: Guard, { chain, step, elements }: Place, of: GuardMoments | undefined): boolean {
    const steps = stepsOf(chain);
    const isBound = guard.names.some((name) => {
      const at = steps.findIndex(({ binding }) => binding === name);
      return at >= 0 && (at < step || (at === step && elements > 0));
    });
    const firstToCome = elements > 0 ? step + 1 : step;
    return isBound && (
      (of?.steps ?? []).some((one, at) => (at >= firstToCome && one.first.includes(guard))
        || (at >= step && (one.each.includes(guard) || one.whole.includes(guard))))
      || [...(of?.negated ?? [])].some(([binding, guards]) => guards.includes(guard)
        && (steps.some(({ watched }, at) => at >= firstToCome && watched.includes(binding))
          || rule.chains[chain]?.trailing.includes(binding) === true)));
  }
}

function valueFor(one: JoinClass, event: MatchEvent | undefined, binding: number): string | null {
  const member = one.members.find((candidate) => candidate.binding === binding);
  return member === undefined || event === undefined ? null : event.valueOf(member.field.name);
}
