// Chooses a rule's key: in goes a checked rule, out come the components of its key, the field that gives each of them
// for every binding, and where the runs of a key are stored.

import type { CheckedRule, JoinClass } from '../check/rule.js';
import type { EventField } from '../events/catalogue.js';
import { classType } from './class-type.js';
import type { KeyComponent, KeyOwner } from './plan.js';
import type { Target } from './points.js';

export interface RuleKey {
  readonly components: readonly KeyComponent[];
  /** By binding: a field for each component. */
  readonly fields: readonly (readonly EventField[])[];
  readonly storage: 'buckets' | 'task' | 'none';
  readonly owner: KeyOwner | null;
}

/** Without a table where every match is complete with its first event, but for rules that read one event under several keys. */
export function chooseKey(rule: CheckedRule, target: Target): RuleKey {
  const classes = rule.classes.filter((joined) => joined.isKey);
  const needed = classes.filter((joined) => !impliedByThread(joined, classes));
  const parts = needed.map((joined) => ({
    component: { identifier: memberOf(joined, 0).name, type: classType(joined) },
    fields: rule.bindings.map((binding) => memberOf(joined, binding.index)),
  }));
  // Wide parts first, so that a key has no holes; then by name, so that the order of conditions does not matter.
  parts.sort(
    (a, b) =>
      alignment(b.component.type) - alignment(a.component.type) ||
      (a.component.identifier < b.component.identifier ? -1 : a.component.identifier > b.component.identifier ? 1 : 0),
  );
  const components = distinctNames(parts.map((part) => part.component));
  const oneStep = rule.chains.every(({ steps, leading, trailing }) =>
    steps.length === 1 && isOver(rule, steps[0]!.binding) && leading.length + trailing.length === 0);
  const onlyThread =
    parts.length === 1 &&
    parts[0]!.fields.every((field) => field.name === 'ThreadId' && field.read === 'standard') &&
    rule.bindings.every((binding) => binding.kind.subject === 'current-in-task');
  if (oneStep && parts.every(({ fields }) => rule.bindings.every((one) =>
    rule.bindings.every((other) => one.kind !== other.kind || fields[one.index] === fields[other.index])))) {
    return { components: [], fields: rule.bindings.map(() => []), storage: 'none', owner: null };
  }
  return {
    components,
    fields: rule.bindings.map((_, index) => parts.map((part) => part.fields[index]!)),
    // A timer has no task, so that it would not find what lies in its storage; a module of the kernel has none.
    storage: onlyThread && !hasPending(rule) && target === 'bpf' ? 'task' : 'buckets',
    owner: chooseOwner(rule, components, parts.map((part) => part.fields)),
  };
}

/** Whether a run may have to wait for the end of its window. */
export function hasPending({ chains }: CheckedRule): boolean {
  return chains.some(({ trailing }) => trailing.length > 0);
}

/** Whether one event is all that the step can take. */
function isOver(rule: CheckedRule, binding: number): boolean {
  const { array } = rule.bindings[binding]!;
  return array === null || (array.least === 1 && (!array.open || rule.guards.every(({ names }) => !names.includes(binding))));
}

/**
 * A key that is one thread or process is found again when that ends. A key with more parts is found by way of the
 * current task that made it, so that part must be the current task's for every event, and read in its context.
 */
function chooseOwner(
  rule: CheckedRule, components: readonly KeyComponent[], fields: readonly (readonly EventField[])[],
): KeyOwner | null {
  const [first] = components;
  if (components.length === 1 && (first!.type.kind === 'thread' || first!.type.kind === 'process')) {
    return { kind: first!.type.kind, component: first!.identifier, isWhole: true };
  }
  const inTask = rule.bindings.every((binding) => binding.kind.subject === 'current-in-task');
  for (const [kind, name] of [['thread', 'ThreadId'], ['process', 'ProcessId']] as const) {
    const part = fields.findIndex((of) => of.every((field) => field.name === name && field.read === 'standard'));
    if (inTask && part !== -1 && components[part]!.type.kind === kind) {
      return { kind, component: components[part]!.identifier, isWhole: false };
    }
  }
  return null;
}

function memberOf(joined: JoinClass, binding: number): EventField {
  const member = joined.members.find((candidate) => candidate.binding === binding);
  if (member === undefined) {
    throw new Error(`a key class without a field of binding ${binding}`);
  }
  return member.field;
}

/** The process of the current task says nothing beside its thread. */
function impliedByThread(joined: JoinClass, classes: readonly JoinClass[]): boolean {
  const all = (candidate: JoinClass, name: string): boolean =>
    candidate.members.every((member) => member.field.name === name && member.field.read === 'standard');
  return all(joined, 'ProcessId') && classes.some((other) => all(other, 'ThreadId'));
}

function alignment(type: EventField['type']): number {
  return type.kind === 'integer' ? type.bits / 8 : 8;
}

function distinctNames(components: readonly KeyComponent[]): readonly KeyComponent[] {
  const seen = new Map<string, number>();
  return components.map((component) => {
    const times = (seen.get(component.identifier) ?? 0) + 1;
    seen.set(component.identifier, times);
    return times === 1 ? component : { ...component, identifier: `${component.identifier}_${times}` };
  });
}
