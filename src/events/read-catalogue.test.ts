import { describe, expect, it } from 'vitest';
import { render } from '../source/render.js';
import type { SourceFile } from '../source/file.js';
import { readCatalogue, type EventsRequest } from './read-catalogue.js';

const kind = (name: string): string => `struct WMK_KIND(${name}) { WMK_DONE WMK_BPF_AT("lsm/${name}") };`;

const files: Readonly<Record<string, string>> = {
  'shipped/a.h': kind('shipped'),
  'shipped/b.h': kind('other'),
  'mine/a.h': kind('own'),
};

function request(file: SourceFile, path: string): EventsRequest {
  const start = file.text.indexOf(`"${path}"`);
  return { path, span: { file, start, end: start + path.length + 2 } };
}

function read(requests: readonly EventsRequest[]): ReturnType<typeof readCatalogue> {
  return readCatalogue(requests, { catalogueDirectory: 'shipped', readFile: (path) => files[path] ?? null });
}

describe('EVENTS', () => {
  it('looks beside the rule file first, then among the shipped catalogues', () => {
    const mine: SourceFile = { name: 'mine/x.wmk', text: 'EVENTS "a.h" EVENTS "b.h"' };
    const { catalogue, visible, diagnostics } = read([request(mine, 'a.h'), request(mine, 'b.h')]);
    expect(diagnostics).toEqual([]);
    expect(catalogue.headers).toEqual([{ name: 'a.h', path: 'mine/a.h' }, { name: 'b.h', path: 'shipped/b.h' }]);
    expect([...visible.get(mine)?.kinds.keys() ?? []]).toEqual(['own', 'other']);
  });

  it('reads a header once, and shows each file its own', () => {
    const one: SourceFile = { name: 'mine/x.wmk', text: 'EVENTS "a.h" EVENTS "b.h"' };
    const two: SourceFile = { name: 'yours/y.wmk', text: 'EVENTS "b.h"' };
    const { catalogue, visible } = read([request(one, 'a.h'), request(one, 'b.h'), request(two, 'b.h')]);
    expect(catalogue.headers.map((header) => header.path)).toEqual(['mine/a.h', 'shipped/b.h']);
    expect([...catalogue.kinds.keys()]).toEqual(['own', 'other']);
    expect([...visible.get(two)?.kinds.keys() ?? []]).toEqual(['other']);
  });

  it('tells what it tried', () => {
    const file: SourceFile = { name: 'mine/x.wmk', text: 'EVENTS "wmkevent"' };
    const { visible, diagnostics } = read([request(file, 'wmkevent')]);
    expect(visible.get(file)?.isComplete).toBe(false);
    expect(render(diagnostics)).toBe(`mine/x.wmk:1:8: error[events-not-found]: there is no catalogue of events 'wmkevent'
  1 | EVENTS "wmkevent"
    |        ^^^^^^^^^^
  note: tried 'mine/wmkevent'
  note: tried 'shipped/wmkevent'
  hint: a catalogue is a C header, NAME.h
`);
  });

  it('may be asked by what is no rule file', () => {
    const { catalogue, diagnostics } = read([{ path: 'b.h', span: null }, { path: 'c.h', span: null }]);
    expect([...catalogue.kinds.keys()]).toEqual(['other']);
    expect(render(diagnostics)).toBe(`error[events-not-found]: there is no catalogue of events 'c.h'
  note: tried 'c.h'
  note: tried 'shipped/c.h'
`);
  });
});
