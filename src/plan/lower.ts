// Takes every decision: in go checked rules, out come the plan, or what makes a rule too large for the kernel.

import type { Automaton } from '../automaton/automaton.js';
import { buildAutomaton } from '../automaton/build.js';
import type { CheckedProgram, CheckedRule } from '../check/rule.js';
import { diagnostic, type Diagnostic } from '../source/diagnostic.js';
import { chooseCaptures, lastOf } from './captures.js';
import { bindingsOf, fieldsOf, type FieldExpression } from '../check/expression-parts.js';
import { chooseKey, type RuleKey } from './key.js';
import { gatherKinds } from './kinds.js';
import { defaultKeys, maxCaptureGroups, maxLetters, maxSlots, maxStates } from './limits.js';
import { nameSteps } from './names.js';
import type { Capture, Plan, RulePlan, RuleReading } from './plan.js';
import { stateProblem, type RuleProblem } from './problem.js';
import { choosePrograms } from './programs.js';
import { refuse } from './refuse.js';
import { shareTables } from './tables.js';

export interface PlanOptions {
  /** Keys that a table is made for, of rules that share a key; default 65,536. */
  readonly keys?: number;
}

export function lower(
  program: CheckedProgram,
  options: PlanOptions = {},
): { readonly plan: Plan | null; readonly diagnostics: readonly Diagnostic[] } {
  const refusals = refuse(program);
  if (refusals.length > 0) {
    return { plan: null, diagnostics: refusals };
  }
  const keys = program.rules.map(chooseKey);
  const tables = shareTables(keys, options.keys ?? defaultKeys);
  const diagnostics: Diagnostic[] = [];
  const rules: RulePlan[] = [];
  program.rules.forEach((rule, index) => {
    const table = tables.find((candidate) => candidate.rules.includes(index))?.index ?? null;
    const lowered = lowerRule(rule, index, keys[index]!, table);
    if ('diagnostic' in lowered) {
      diagnostics.push(lowered.diagnostic);
    } else {
      rules.push(lowered.rule);
    }
  });
  if (diagnostics.length > 0) {
    return { plan: null, diagnostics };
  }
  const kinds = gatherKinds(program.catalogue, rules, tables);
  return {
    plan: {
      headers: program.catalogue.headers,
      rules,
      kinds,
      tables,
      programs: choosePrograms(kinds.map((kind) => kind.kind), tables),
    },
    diagnostics,
  };
}

type Lowered = { readonly rule: RulePlan } | { readonly diagnostic: Diagnostic };

function lowerRule(rule: CheckedRule, index: number, key: RuleKey, table: number | null): Lowered {
  const kept = chooseCaptures(rule);
  const stated = stateProblem(rule, new Set(kept.map((use) => use.binding)));
  const automaton = buildAutomaton(stated.problem, { states: maxStates, letters: maxLetters, slots: maxSlots });
  if ('what' in automaton) {
    return {
      diagnostic: diagnostic(
        'too-many-states',
        `rule '${rule.name}' needs more than ${automaton.limit} ${automaton.what}`,
        rule.nameSpan,
        { hint: 'use fewer alternatives or fewer conditions over several events, or make two rules of it' },
      ),
    };
  }
  const split = kept.find((use) => automaton.captureGroups.filter((group) => group.step === use.binding).length > 1);
  if (split !== undefined) {
    return {
      diagnostic: diagnostic(
        'not-yet-supported',
        `a field of step '${nameSteps(rule)[split.binding]!.identifier}', which two branches may take with different events`,
        rule.bindings[split.binding]!.span,
        { hint: 'make a rule of each branch' },
      ),
    };
  }
  if (automaton.captureGroups.length > maxCaptureGroups) {
    return {
      diagnostic: diagnostic(
        'too-many-captures',
        `rule '${rule.name}' keeps fields of ${automaton.captureGroups.length} steps, at most ${maxCaptureGroups} can be kept`,
        rule.nameSpan,
        { hint: 'return fields of fewer steps' },
      ),
    };
  }
  const stepNames = nameSteps(rule);
  return {
    rule: {
      index,
      name: rule.name,
      span: rule.span,
      automaton,
      table,
      key: key.components,
      windowNs: rule.windowNs,
      captures: placeCaptures(rule, kept, automaton, stepNames.map((step) => step.identifier)),
      columns: rule.columns.map((column) => ({
        label: column.label,
        expression: column.expression,
        type: column.expression.type,
        span: column.span,
        bindings: bindingsOf(column.expression),
      })),
      guards: rule.guards.map((guard) => ({
        expression: guard.expression,
        last: lastOf(rule, guard),
        span: guard.span,
      })),
      readings: readingsOf(stated, automaton, rule, key),
      bindingKinds: rule.bindings.map((binding) => binding.kind),
      stepNames,
      boundBy: rule.chains.map((chain) => chain.steps.map((step) => step.binding)),
    },
  };
}

function placeCaptures(
  rule: CheckedRule, kept: readonly FieldExpression[], automaton: Automaton, identifiers: readonly string[],
): readonly Capture[] {
  const taken = new Set<string>();
  const readByGuards = new Set(kept.filter((use) => rule.guards.some((guard) =>
    fieldsOf(guard.expression).some((read) => read.binding === use.binding && read.field === use.field)
      && use.binding !== lastOf(rule, guard))));
  return kept.map((use) => {
    let identifier = `${identifiers[use.binding]}_${use.field.name}`;
    while (taken.has(identifier)) {
      identifier += '_';
    }
    taken.add(identifier);
    const group = automaton.captureGroups.findIndex((candidate) => candidate.step === use.binding);
    // A guard reads the run, even one whose step no run takes, because another branch always ends it before.
    const atMatch = !readByGuards.has(use) && automaton.moves
      .filter((move) => automaton.takes[move.takes]!.includes(group))
      .every((move) => automaton.states[move.to]!.role === 'accepting');
    return {
      identifier,
      binding: use.binding,
      group,
      atMatch,
      field: use.field,
    };
  });
}

function readingsOf(
  stated: RuleProblem, automaton: Automaton, rule: CheckedRule, key: RuleKey,
): readonly RuleReading[] {
  return stated.kinds.map(({ kind, predicates }, problemKind) => {
    const first = rule.bindings.find((binding) => binding.kind === kind)!;
    const symbols = automaton.alphabet.symbols.filter((symbol) => symbol.kind === problemKind);
    return {
      kind,
      problemKind,
      predicates,
      letters: automaton.alphabet.symbolOf[problemKind]!.map(
        (symbol) => automaton.alphabet.symbols.find((candidate) => candidate.index === symbol)?.firstLetter ?? 0,
      ),
      key: key.fields[first.index]!,
      symbols: symbols.map((symbol) => ({ firstLetter: symbol.firstLetter, guards: symbol.guards })),
      completes: automaton.moves.some(
        (move) =>
          automaton.states[move.to]!.role === 'accepting' &&
          symbols.some(
            (symbol) => move.letter >= symbol.firstLetter && move.letter < symbol.firstLetter + 2 ** symbol.guards.length,
          ),
      ),
      groups: automaton.captureGroups.flatMap((group, g) => (rule.bindings[group.step]!.kind === kind ? [g] : [])),
    };
  });
}
