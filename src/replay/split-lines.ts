// Lines of a stream of bytes: in go pieces of it, out come lines without their ends, none longer than there is room for.

/** Bytes of a line at the most: more is no line of a trace. */
export const mostLineBytes = 1 << 20;

export interface LineSink {
  readonly onLine: (text: string) => void;
  /** It is left out. */
  readonly onTooLong: () => void;
}

const newline = 10;

export class LineSplitter {
  /** Of a line whose end has not come. */
  private rest: Uint8Array[] = [];
  private nrRest = 0;
  private isTooLong = false;

  constructor(private readonly sink: LineSink) {}

  push(piece: Uint8Array): void {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const end = bytes.lastIndexOf(newline);
    if (end === -1) {
      this.keep(bytes);
      return;
    }
    let from = 0;
    if (this.nrRest > 0 || this.isTooLong) {
      from = bytes.indexOf(newline) + 1;
      this.keep(bytes.subarray(0, from - 1));
      this.giveRest();
    }
    if (from <= end) {
      this.giveLines(bytes.toString('utf8', from, end));
    }
    this.keep(bytes.subarray(end + 1));
  }

  /** The last line need not end. */
  end(): void {
    if (this.nrRest > 0 || this.isTooLong) {
      this.giveRest();
    }
  }

  private keep(bytes: Uint8Array): void {
    if (this.isTooLong || this.nrRest + bytes.length > mostLineBytes) {
      this.isTooLong = true;
      this.rest = [];
      this.nrRest = 0;
    } else if (bytes.length > 0) {
      this.rest.push(Uint8Array.from(bytes)); // a piece's memory may be used again
      this.nrRest += bytes.length;
    }
  }

  private giveRest(): void {
    if (this.isTooLong) {
      this.sink.onTooLong();
    } else {
      this.sink.onLine(Buffer.concat(this.rest).toString('utf8'));
    }
    this.rest = [];
    this.nrRest = 0;
    this.isTooLong = false;
  }

  /** Whole lines; the end of the last is left out. */
  private giveLines(text: string): void {
    let from = 0;
    for (;;) {
      const end = text.indexOf('\n', from);
      const line = text.slice(from, end === -1 ? undefined : end);
      if (line.length > mostLineBytes / 3 && Buffer.byteLength(line) > mostLineBytes) {
        this.sink.onTooLong();
      } else {
        this.sink.onLine(line);
      }
      if (end === -1) {
        return;
      }
      from = end + 1;
    }
  }
}
