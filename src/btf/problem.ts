/** Why there is no result: half a sentence about the file or the place that was asked for. */
export interface Problem {
  readonly problem: string;
}
