// Prints the eBPF program of a plan: in goes the plan, out comes C.

import type { Plan } from '../../plan/plan.js';
import { fillTemplate } from '../template.js';
import { viewPlan, type ViewOptions } from '../c/view.js';
import { wrapLines } from '../c/wrap.js';
import { bpfWords } from './words.js';

export function printBpf(plan: Plan, templates: string, options: Omit<ViewOptions, 'words'>): string {
  return wrapLines(fillTemplate([`${templates}/c`, `${templates}/bpf`], 'monitor', viewPlan(plan, { ...options, words: bpfWords })));
}
