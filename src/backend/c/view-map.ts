// TABLEs and VARs as eBPF maps and globals: in go the plan's, out come the names and declarations that a monitor has for them.

import type { ExpressionType } from '../../check/expression.js';
import type { Table, Variable } from '../../check/rule.js';
import type { FieldType } from '../../events/catalogue.js';
import { declareField } from './fields.js';
import { upper, type Names } from './names.js';
import { origin } from './origin.js';
import { quoteC } from './quote.js';
import { printInteger } from './expression.js';

export type MapView = ReturnType<typeof viewMap>;
export type VariableView = ReturnType<typeof viewVariable>;

/** What some rule does with a TABLE. */
export interface MapUse {
  readonly isRead: boolean;
  readonly isSet: boolean;
  readonly isAdded: boolean;
}

export const signed64: FieldType = { kind: 'integer', bits: 64, signed: true, cType: '__s64' };

export function viewMap(map: Table, use: MapUse, names: Names) {
  const name = names.claim(map.name, ['_key', '_get', '_make', '_set', '_add']);
  return {
    index: map.index,
    name,
    key: `${name}_key`,
    get: `${name}_get`,
    make: `${name}_make`,
    set: `${name}_set`,
    add: `${name}_add`,
    ...use,
    isMade: use.isSet || use.isAdded,
    origin: origin(map.span),
    capacity: map.capacity,
    /** By part of the key. */
    types: map.keys.map(typeOfPart),
    members: map.keys.map((type, part) => ({ declaration: declareField(typeOfPart(type), `part_${part}`) })),
  };
}

function typeOfPart(type: ExpressionType): FieldType {
  switch (type.kind) {
    case 'integer': return signed64;
    case 'string': return type;
    case 'address': return type;
    case 'stack': throw new Error('a stack in the key of a TABLE reached the backend');
  }
}

export function viewVariable(variable: Variable, names: Names) {
  const constant = names.claim(`${upper(variable.name)}_VAR`);
  return {
    index: variable.index,
    constant,
    /** Where its value is, as an lvalue. */
    value: `wmk_vars[${constant}]`,
    initial: printInteger(variable.initial),
    name: quoteC(variable.name),
    source: quoteC(origin(variable.span).slice(-127)),
  };
}
