// How many bytes a value takes: in goes its type, out comes the size that C gives it.

import type { FieldType } from './catalogue.js';

export function bytesOf(type: FieldType): number {
  switch (type.kind) {
    case 'integer': return type.bits / 8;
    case 'string': return type.bytes;
    case 'address': return 16;
    case 'process':
    case 'thread': return 4;
  }
}
