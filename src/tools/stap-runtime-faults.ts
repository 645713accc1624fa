// What installed runtimes of SystemTap get wrong about kernels: a list of how each fault is seen and corrected. Seen is it
// in what the kernel's headers declare and what the runtime says, as versions tell neither: both are patched by whoever ships them.

/** Null: there is no such file. */
export type ReadText = (path: string) => string | null;

export interface RuntimeFault {
  /** For whoever reads that it was corrected. */
  readonly what: string;
  /** Of the runtime. */
  readonly file: string;
  readonly detect: (headers: ReadText, text: string) => boolean;
  readonly correct: (text: string) => string;
}

export const runtimeFaults: readonly RuntimeFault[] = [
  {
    // Linux 6.11, and of the series kept stable 6.1.y and 6.6.y: what took a function got another name, and its name went to
    // one that takes a callback. By its old name the runtime would call the wrong one.
    what: 'task_work_cancel is called task_work_cancel_func',
    file: 'stp_task_work.c',
    detect: (headers, text) =>
      /\btask_work_cancel_func\s*\(/.test(headers('include/linux/task_work.h') ?? '')
      && text.includes('typeof(&task_work_cancel)') && !text.includes('task_work_cancel_func'),
    correct: (text) => text
      .replaceAll('typeof(&task_work_cancel)', 'typeof(&task_work_cancel_func)')
      .replaceAll('"task_work_cancel"', '"task_work_cancel_func"'),
  },
];
