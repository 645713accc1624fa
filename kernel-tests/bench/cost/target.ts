/** Takes what was measured, as text, and whether it meets its target; one that does not is marked. */
export function beside(measured: string, isMet: boolean): string {
  return isMet ? measured : `**${measured}** missed`;
}
