// C types of fields: in go the words of a type and the size of an array, out comes a FieldType or what is wrong.

import type { FieldType } from './catalogue.js';
import { textOf } from './cursor.js';
import { maxStringBytes } from './limits.js';
import type { Enums } from './read-enums.js';
import type { HeaderToken } from './tokenize-header.js';

export type TypeReading =
  | { readonly type: FieldType; readonly constants: ReadonlyMap<string, bigint> }
  | { readonly problem: string };

const scalars: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ...([8, 16, 32, 64] as const).flatMap((bits) => ([true, false] as const).map((signed): [string, FieldType] => {
    const cType = `__${signed ? 's' : 'u'}${bits}`;
    return [cType, { kind: 'integer', bits, signed, cType }];
  })),
  ['wmk_address_t', { kind: 'address' }],
  ['wmk_process_t', { kind: 'process' }],
  ['wmk_thread_t', { kind: 'thread' }],
]);

const expected = 'expected __u8 to __u64, __s8 to __s64, char NAME[n], an enum of this header, wmk_process_t, '
  + 'wmk_thread_t or wmk_address_t';

/** `size`: null where the field is no array, undefined where the size is no constant. */
export function readFieldType(
  words: readonly HeaderToken[], size: bigint | null | undefined, enums: Enums,
): TypeReading {
  const text = textOf(words);
  const none = new Map<string, bigint>();
  if (size !== null) {
    if (text !== 'char') {
      return { problem: `an array of '${text}', expected one of char` };
    }
    if (size === undefined || size < 2n || size > BigInt(maxStringBytes)) {
      return { problem: `a string has a constant size from 2 to ${maxStringBytes} bytes, its NUL included` };
    }
    return { type: { kind: 'string', bytes: Number(size) }, constants: none };
  }
  if (words[0]?.text === 'enum' && words.length === 2) {
    return ofEnum(text, words[1]?.text ?? '', enums);
  }
  const type = scalars.get(text);
  return type === undefined ? { problem: `unknown type '${text}', ${expected}` } : { type, constants: none };
}

/** The kernel's compilers make an enum an unsigned int, or an int where an enumerator is negative. */
function ofEnum(cType: string, name: string, enums: Enums): TypeReading {
  const enumeration = enums.byName.get(name);
  if (enumeration === undefined) {
    return { problem: `'${cType}' is not declared in this header` };
  }
  if (enumeration.unreadable !== null) {
    return { problem: `wmkgen cannot tell the value of '${enumeration.unreadable}' in '${cType}'` };
  }
  const values = [...enumeration.enumerators.values()];
  const signed = values.some((value) => value < 0n);
  const [least, greatest] = signed ? [-(1n << 31n), (1n << 31n) - 1n] : [0n, (1n << 32n) - 1n];
  return values.every((value) => value >= least && value <= greatest)
    ? { type: { kind: 'integer', bits: 32, signed, cType }, constants: enumeration.enumerators }
    : { problem: `the values of '${cType}' do not fit 32 bits` };
}
