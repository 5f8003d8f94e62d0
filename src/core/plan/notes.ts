import type { Position } from './plan.ts';
import type { Problem, ProblemCode } from './problem.ts';
import type { Path } from './source/path.ts';
import type { Source } from './source/source.ts';

/** Collects problems while a plan is read, so that all of them are told at once. */
export interface Notes {
  readonly source: Source;
  /** About the value at the path. */
  error(path: Path, code: ProblemCode, found: string, expected: string): void;
  warn(path: Path, code: ProblemCode, found: string, expected: string): void;
  errorAt(position: Position, code: ProblemCode, found: string, expected: string): void;
  warnAt(position: Position, code: ProblemCode, found: string, expected: string): void;
  problems(): readonly Problem[];
}

export function takeNotes(source: Source): Notes {
  const problems: Problem[] = [];
  const at =
    (severity: Problem['severity']) =>
    (position: Position, code: ProblemCode, found: string, expected: string): void => {
      const { line, column } = position;
      problems.push({ line, column, severity, code, found, expected });
    };
  const errorAt = at('error');
  const warnAt = at('warning');
  return {
    source,
    errorAt,
    warnAt,
    error: (path, code, found, expected) => errorAt(source.position(path), code, found, expected),
    warn: (path, code, found, expected) => warnAt(source.position(path), code, found, expected),
    problems: () => problems,
  };
}
