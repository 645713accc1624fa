// The script around the C of a monitor: in goes the view of that, out come SystemTap's probes, what each hands on, and the
// functions in C that take it.

import type { KeyEnd, Plan, ProgramPlan } from '../../plan/plan.js';
import { pointsOf, type Point } from '../../plan/points.js';
import type { CView } from '../c/view.js';

/** What tracepoints at which keys end give, the task first. */
const givenAtEnds: Readonly<Record<KeyEnd, readonly string[]>> = {
  'thread-exit': ['$p'],
  'thread-exec': ['$p', '$old_pid'],
  'thread-free': ['$p'],
  'process-exit': ['$p'],
  'process-free': ['$p'],
};

/** Of the script's language: no name of a parameter, as C lets it be. */
const keywords = new Set([
  'break', 'catch', 'continue', 'delete', 'else', 'for', 'foreach', 'function', 'global', 'if', 'in', 'limit', 'long', 'next', 'private',
  'probe', 'return', 'string', 'try', 'while',
]);

interface Given {
  /** In the script's language. */
  readonly of: string;
  /** The name of it in the script and in C. */
  readonly name: string;
}

export type ScriptView = ReturnType<typeof viewScript>;

export function viewScript(plan: Plan, view: CView) {
  const handlers = plan.programs.flatMap((program, index) => viewHandlers(program, plan, view.programs[index]!));
  const probed = handlers.filter(({ section }) => fedNumber(section) === null);
  return {
    ...view,
    handlers: probed,
    probes: viewProbes(probed.filter(({ place }) => place === null)),
    choices: viewChoices(probed, plan),
    fed: plan.kinds.flatMap((kind) => pointsOf(kind.kind, 'stap').flatMap(({ where }, point) => {
      const number = fedNumber(where);
      return number === null ? [] : [{ number, functions: view.kinds[kind.index]!.parts.map(({ points }) => points[point]!.function) }];
    })),
    pendingTables: view.tables.filter(({ pending }) => pending.length > 0),
  };
}

/** `wmk.feed(3)`: no probe of SystemTap's, but a kind that tests write events of. */
function fedNumber(where: string): number | null {
  const number = /^wmk\.feed\((\d+)\)$/.exec(where)?.[1];
  return number === undefined ? null : Number(number);
}

type Raise = ProgramPlan['raises'][number];

/**
 * The functions in C that probes call for one program: one, and one more for each kind that has alternatives to this place, as
 * SystemTap then chooses for that kind alone.
 */
function viewHandlers(program: ProgramPlan, plan: Plan, view: CView['programs'][number]) {
  const chosen = program.raises.filter((raise) => placeOf(raise, plan) !== null);
  const others = program.raises.filter((raise) => placeOf(raise, plan) === null);
  const viewOf = (raises: readonly Raise[], ends: ProgramPlan['ends']) => {
    const given = givenTo({ raises, ends }, plan);
    return {
      given,
      raises: raises.map((raise) => ({
        ...view.raises[program.raises.indexOf(raise)]!,
        values: pointOf(raise, plan).parameters.map(({ of }) => `ctx[${given.findIndex((one) => one.of === of)}]`).join(', ') || '0',
      })),
    };
  };
  const own = { ...view, ...viewOf(others, program.ends), place: null };
  return [
    ...(others.length > 0 || program.ends.length > 0 ? [own] : []),
    ...chosen.map((raise) => ({
      ...view, ...viewOf([raise], []), name: `${view.name}_as_${plan.kinds[raise.kind]!.kind.name}`, ends: [], recordedEnds: [],
      place: placeOf(raise, plan),
    })),
  ];
}

type Handler = ReturnType<typeof viewHandlers>[number];

/** Which place of which kind, where that has alternatives; null: the kind has no other for it. */
function placeOf(raise: Raise, plan: Plan): string | null {
  const { kind } = plan.kinds[raise.kind]!;
  const { place } = pointOf(raise, plan);
  const nr = pointsOf(kind, 'stap').filter((point) => point.place === place).length;
  return nr > 1 ? `${kind.name}_${place}` : null;
}

/** Each thing once, whoever of those that are raised there wants it. */
function givenTo({ raises, ends }: Pick<ProgramPlan, 'raises' | 'ends'>, plan: Plan): readonly Given[] {
  const wanted = [
    ...ends.flatMap(({ how }) => givenAtEnds[how].map((of) => ({ of, name: of.slice(1) }))),
    ...raises.flatMap((raise) => pointOf(raise, plan).parameters.map(({ of, name }) => ({ of: of!, name }))),
  ];
  const given: Given[] = [];
  for (const { of, name } of wanted) {
    if (!given.some((one) => one.of === of)) {
      given.push({ of, name: keywords.has(name) || given.some((one) => one.name === name) ? `${name}_${given.length}` : name });
    }
  }
  return given;
}

function pointOf({ kind, point }: ProgramPlan['raises'][number], plan: Plan): Point {
  return pointsOf(plan.kinds[kind]!.kind, 'stap')[point]!;
}

/** A probe calls all handlers of its place. */
function viewProbes(handlers: readonly Handler[]) {
  const sections = [...new Set(handlers.map(({ section }) => section))];
  return sections.map((section) => ({ section, calls: handlers.filter((handler) => handler.section === section).map(callOf) }));
}

/** Of alternatives SystemTap takes the first that the kernel has: each sets what it gives, and a number. */
function viewChoices(handlers: readonly Handler[], plan: Plan) {
  const places = [...new Set(handlers.flatMap(({ place }) => (place === null ? [] : [place])))];
  return places.map((place) => {
    const points = plan.kinds.flatMap(({ kind }) => pointsOf(kind, 'stap').filter((point) => `${kind.name}_${point.place}` === place));
    const alternatives = points.map(({ where }, index) => ({
      section: where,
      number: index + 1,
      alias: `wmk_${place}_${index + 1}`,
      isLast: index === points.length - 1,
      call: callOf(handlers.find((handler) => handler.place === place && handler.section === where)!),
    }));
    return { alternatives, probe: alternatives.map(({ alias, isLast }) => (isLast ? alias : `${alias}!`)).join(', ') };
  });
}

function callOf({ name, given }: Handler) {
  return { name, given, arguments: given.map(({ of }) => of).join(', '), names: given.map((one) => one.name).join(', ') };
}
