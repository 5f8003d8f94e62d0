/** A place in the plan's file, counted from 1, so that every message can point at it. */
export interface Position {
  readonly line: number;
  readonly column: number;
}
