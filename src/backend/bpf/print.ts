// Prints the eBPF program of a plan: in goes the plan, out comes C.

import type { Plan } from '../../plan/plan.js';
import { fillTemplate } from '../template.js';
import { viewPlan, type ViewOptions } from './view.js';
import { wrapLines } from './wrap.js';

export function printBpf(plan: Plan, templates: string, options: ViewOptions): string {
  return wrapLines(fillTemplate(`${templates}/bpf`, 'monitor', viewPlan(plan, options)));
}
