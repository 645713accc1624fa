// The text of a log: in go its bytes, out come its parts, or null where a % is none that is known, which is reported.

import { diagnostic } from '../source/diagnostic.js';
import type { Span } from '../source/span.js';
import type { Report } from './report.js';
import type { FormatPart } from './rule.js';

const conversions = ['d', 'u', 'x', 's'] as const;

export function readFormat(bytes: Uint8Array, span: Span, report: Report): readonly FormatPart[] | null {
  const parts: FormatPart[] = [];
  let text: number[] = [];
  const end = (): void => {
    if (text.length > 0) {
      parts.push(Uint8Array.from(text));
      text = [];
    }
  };
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== percent) {
      text.push(bytes[at]!);
      continue;
    }
    const letter = String.fromCharCode(bytes[++at] ?? 0);
    const conversion = conversions.find((one) => one === letter);
    if (conversion !== undefined) {
      end();
      parts.push(conversion);
    } else if (letter === '%') {
      text.push(percent);
    } else {
      report(diagnostic('bad-format', `'%${at < bytes.length ? letter : ''}' is not known in the text of a log`, span, {
        hint: '%d and %u print an integer, %x the same in hexadecimal, %s a string or an address, %% is a %',
      }));
      return null;
    }
  }
  end();
  return parts;
}

const percent = 0x25;
