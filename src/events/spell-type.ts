// A field's type as C spells it: in goes the type, out comes text; an array is spelled without its name.

import type { FieldType } from './catalogue.js';

export function spellType(type: FieldType): string {
  switch (type.kind) {
    case 'integer': return type.cType;
    case 'string': return `char[${type.bytes}]`;
    case 'address': return 'wmk_address_t';
    case 'process': return 'wmk_process_t';
    case 'thread': return 'wmk_thread_t';
  }
}
