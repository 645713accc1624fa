import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { readCatalogue } from './read-catalogue.js';
import { canOverride, canRefuse, whyNot, whyNotRefusable } from './reactions.js';

const { catalogue } = readCatalogue([{ path: 'wmkevents.h', span: null }], {
  catalogueDirectory: 'rules', readFile: (path) => (path.startsWith('rules/') ? readFileSync(path, 'utf8') : null),
});

describe('what can be refused', () => {
  it('is what is attempted at a hook that answers', () => {
    expect(canRefuse('lsm/file_open')).toBe(true);
    expect(canRefuse('lsm/bprm_committed_creds')).toBe(false);
    expect(canRefuse('fentry/security_file_open')).toBe(false);
  });

  it('is these of the shipped kinds', () => {
    const able = [...catalogue.kinds.values()].filter((kind) => whyNotRefusable(kind) === null).map(({ name }) => name);
    expect(able.sort()).toEqual([
      'bind', 'bpfload', 'capset', 'connect', 'dirunlink', 'execcheck', 'filechmod', 'fileopen',
      'filerename', 'fileunlink', 'filewrite', 'listen', 'memfdexec', 'mmapexec', 'modulefile', 'mount',
      'movemount', 'ptraceattach', 'ptracetraceme', 'setgid', 'setuid',
      'signalsend',
    ]);
  });
});

describe('what can be overridden', () => {
  it('is at no place of the shipped kinds', () => {
    expect([...catalogue.kinds.values()].filter((kind) => whyNot('override', kind) === null)).toEqual([]);
    expect(canOverride('fmod_ret/security_file_open')).toBe(true);
    expect(canOverride('lsm/file_open')).toBe(false);
  });
});

describe('who can be sent a signal', () => {
  const refused = (call: 'signal' | 'nice'): ReadonlyMap<string, string> => new Map([...catalogue.kinds.values()]
    .flatMap((kind) => { const why = whyNot(call, kind); return why === null ? [] : [[kind.name, why] as const]; }).sort());

  it('is whoever the event is of', () => {
    expect([...refused('signal')]).toEqual([
      ['blockcomplete', 'whose subject is not the current task'],
      ['blockissue', "which may be raised in an interrupt, whoever is current then ('tp_btf/block_rq_issue')"],
      ['processtermination', 'which is read when the thread ends and takes no signals any more'],
      ['tcpreceive', 'whose subject is not the current task'],
      ['threadtermination', 'which is read when the thread ends and takes no signals any more'],
      ['wakeup', 'whose subject is not the current task'],
      ['waking', "which may be raised in an interrupt, whoever is current then ('tp_btf/sched_waking')"],
    ]);
  });

  it('may be niced while other threads of the process go on', () => {
    expect([...refused('nice').keys()]).toEqual(['blockcomplete', 'blockissue', 'tcpreceive', 'wakeup', 'waking']);
  });
});
