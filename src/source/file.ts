// A source file as read: a name as the user gave it and its text.

export interface SourceFile {
  /** The path as the user wrote it; it appears in diagnostics and in generated comments. */
  readonly name: string;
  readonly text: string;
}

/** 1-based line and column (in UTF-16 units) of an offset. */
export function lineAndColumn(file: SourceFile, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = file.text.indexOf('\n'); at !== -1 && at < offset; at = file.text.indexOf('\n', at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
