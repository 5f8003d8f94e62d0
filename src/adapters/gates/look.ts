import type { GateFinding } from '../../core/finding.ts';

/** What came of looking at a gate, before its name is put to it. */
export type Look = Omit<GateFinding, 'gate' | 'kind'>;

export function open(found: string, wanted: string): Look {
  return { outcome: 'open', found, wanted, remedy: '' };
}

/** Looked, and it is not right. */
export function shut(found: string, wanted: string, remedy: string): Look {
  return { outcome: 'shut', found, wanted, remedy };
}

/** Could not look, which is as shut. */
export function broken(found: string, wanted: string, remedy: string): Look {
  return { outcome: 'broken', found, wanted, remedy };
}

/** `a, b and 3 more`. */
export function enumerate(items: readonly string[], most = 5): string {
  if (items.length <= most) return items.join(', ');
  return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
}
