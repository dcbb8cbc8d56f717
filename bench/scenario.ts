/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  /** The floor or peer, measured in the same run. */
  readonly beside: string;
  readonly ratio: string;
  readonly target: string;
  /** Absent where there is nothing to meet. */
  readonly met?: boolean;
}

export interface Scenario {
  readonly name: string;
  /** Runs of which the median is told, where the scenario repeats. */
  run(options: { readonly runs: number }): Promise<readonly Row[]>;
}
