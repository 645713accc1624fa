/** Takes the text of a Markdown document and returns its sections: title, depth, prose and fenced blocks, in order. */

export interface Section {
  /** Of the heading: 1 for the title of the document. */
  readonly depth: number;
  readonly title: string;
  readonly line: number;
  readonly prose: string;
  readonly blocks: readonly Block[];
}

export interface Block {
  /** The words after the fence. */
  readonly words: readonly string[];
  readonly text: string;
  /** Of the opening fence. */
  readonly line: number;
}

const HEADING = /^(#{1,6})\s+(.*?)\s*$/;
const FENCE = /^```\s*(.*?)\s*$/;

export function readSections(text: string): readonly Section[] {
  const sections: { depth: number; title: string; line: number; prose: string[]; blocks: Block[] }[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const heading = HEADING.exec(line);
    if (heading) {
      const [, marks = '', title = ''] = heading;
      sections.push({ depth: marks.length, title, line: at + 1, prose: [], blocks: [] });
      continue;
    }
    const section = sections.at(-1);
    const fence = FENCE.exec(line);
    if (!fence) {
      section?.prose.push(line);
      continue;
    }
    const end = lines.indexOf('```', at + 1);
    const stop = end < 0 ? lines.length : end;
    section?.blocks.push({
      words: (fence[1] ?? '').split(/\s+/).filter(Boolean),
      text: lines.slice(at + 1, stop).map((inner) => `${inner}\n`).join(''),
      line: at + 1,
    });
    at = stop;
  }
  return sections.map(({ prose, ...rest }) => ({ ...rest, prose: prose.join('\n').trim() }));
}
