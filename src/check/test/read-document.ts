// Test documents: in goes Markdown, out come its cases. A case is a heading, why it is there, fences of `wmk` (rule
// files), `file NAME` (what they name) and `says` (what is expected).

export interface Case {
  readonly heading: string;
  readonly sources: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly says: string;
}

export function readDocument(text: string): readonly Case[] {
  const [, ...sections] = text.split(/^## /m);
  return sections.map((section) => {
    const fences = fencesOf(section);
    const texts = (list: readonly Fence[]): Readonly<Record<string, string>> =>
      Object.fromEntries(list.map((fence) => [fence.name ?? 'x.wmk', fence.text]));
    return {
      heading: section.slice(0, section.indexOf('\n')),
      sources: texts(fences.filter((fence) => fence.word === 'wmk')),
      files: texts(fences.filter((fence) => fence.word === 'file')),
      says: fences.find((fence) => fence.word === 'says')?.text ?? '',
    };
  });
}

interface Fence {
  readonly word: string;
  readonly name: string | null;
  readonly text: string;
}

function fencesOf(text: string): readonly Fence[] {
  return [...text.matchAll(/^```(\w+)(?: (\S+))?\n([^]*?)^```$/gm)]
    .map(([, word = '', name, body = '']) => ({ word, name: name ?? null, text: body }));
}
