import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findKernelFunctions } from './kernel-symbols.js';

const symbols = `0000000000000000 T do_it
0000000000000000 t do_it.cold
0000000000000000 t made.isra.0
0000000000000000 D data
0000000000000000 t do_it_too
0000000000000000 t in_module\t[kvm]
`;

describe('functions of the running kernel', () => {
  it('are found by their names, also by those that the compiler gave them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'wmkgen-symbols-'));
    const file = join(folder, 'kallsyms');
    writeFileSync(file, symbols);
    expect(findKernelFunctions('do_it', file)).toEqual([{ name: 'do_it', module: null }, { name: 'do_it.cold', module: null }]);
    expect(findKernelFunctions('made', file)).toEqual([{ name: 'made.isra.0', module: null }]);
    expect(findKernelFunctions('in_module', file)).toEqual([{ name: 'in_module', module: 'kvm' }]);
    expect(findKernelFunctions('data', file)).toEqual([]);
    expect(findKernelFunctions('do_it', join(folder, 'none'))).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
