import type { GateFinding } from '../finding.ts';

/** What gates found, for a log: a line for each, and for a shut one what would open it. */
export function printFindings(findings: readonly GateFinding[]): readonly string[] {
  const width = Math.max(0, ...findings.map(({ gate }) => gate.length));
  return findings.flatMap(({ gate, outcome, found, wanted, remedy }) =>
    outcome === 'open'
      ? [`✓ ${gate.padEnd(width)}  ${found}`]
      : [
          `✗ ${gate.padEnd(width)}  ${found}`,
          `  ${' '.repeat(width)}  wanted: ${wanted}. ${remedy}`,
        ],
  );
}
