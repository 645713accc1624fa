/** Checks the order in which modules are to be inserted. */

import { expect, it } from 'vitest';
import { bootModules } from './boot-modules.js';

const MODULES_DEP = [
  'kernel/fs/9p/9p.ko.xz: kernel/net/9p/9pnet.ko.xz kernel/fs/netfs/netfs.ko.xz',
  'kernel/net/9p/9pnet.ko.xz: kernel/fs/netfs/netfs.ko.xz',
  'kernel/fs/netfs/netfs.ko.xz:',
  'kernel/drivers/virtio/virtio-late.ko:',
  '',
].join('\n');

it('puts what a module needs before it, and nothing twice', () => {
  expect(bootModules(MODULES_DEP, '', ['9p', '9pnet']).files).toEqual([
    'kernel/fs/netfs/netfs.ko.xz',
    'kernel/net/9p/9pnet.ko.xz',
    'kernel/fs/9p/9p.ko.xz',
  ]);
});

it('tells a module that is built in from one that is missing', () => {
  const builtin = 'kernel/drivers/virtio/virtio_pci.ko\n';
  expect(bootModules(MODULES_DEP, builtin, ['virtio_pci', 'virtio_late', 'vfat'])).toEqual({
    files: ['kernel/drivers/virtio/virtio-late.ko'],
    missing: ['vfat'],
  });
});
