import type { Effect, Fault } from '../tap.ts';
import type { Health } from '../world/prometheus.ts';

export type Service = 'GitHub' | 'Prometheus' | 'target';

/** How often as fast as in earnest the product's time passes here. */
export const SPEED = 20;

/** When the trouble begins. */
export type Onset = 'the start' | 'the first bake';

/** How long it lasts: one request, one minute, or until the process has ended. */
export const LENGTHS = ['once', 'for a minute', 'for ever'] as const;
export type Length = (typeof LENGTHS)[number];

/** One row of the matrix. */
export interface Case {
  readonly id: string;
  readonly service: Service | 'clock';
  readonly fault: string;
  readonly onset: Onset;
  readonly length: Length;
  readonly health: Health;
  /** What befalls a request; undefined where only the clock is in trouble. */
  readonly strike?: Fault;
  /** By how much the clock jumps, in milliseconds. */
  readonly jump?: number;
}

const LATE: Fault = { kind: 'late', delay: 60_000 / SPEED };
const answer = (status: number, headers?: Record<string, string>): Fault => ({
  kind: 'status',
  status,
  ...(headers && { headers }),
});

const OF_HTTP: Readonly<Record<string, Fault>> = {
  '500': answer(500),
  '502': answer(502),
  '429, Retry-After 20 s': answer(429, { 'retry-after': '20' }),
  '403, secondary limit': answer(403),
  '401, token expired': answer(401),
  'answers after 60 s': LATE,
  'connection reset': { kind: 'reset' },
  'truncated JSON': { kind: 'truncate' },
  silence: { kind: 'silence' },
};

const OF_TARGET: Readonly<Record<string, Fault>> = {
  'says no': answer(403),
  'answers after 60 s': LATE,
  'connection reset': { kind: 'reset' },
  'truncated answer': { kind: 'truncate' },
  silence: { kind: 'silence' },
};

/** Whether an effect is asked of the service. */
export function concerns({ kind }: Effect, service: Case['service']): boolean {
  switch (service) {
    case 'GitHub':
      return kind === 'ledger write' || kind === 'GitHub request';
    case 'Prometheus':
      return kind === 'metric query';
    case 'target':
      return kind === 'weight change' || kind === 'target read';
    case 'clock':
      return false;
  }
}

/** All rows, in the order they are printed. */
export function listCases(): readonly Case[] {
  const cases: Omit<Case, 'id'>[] = [];
  const add = (
    service: Service,
    faults: Readonly<Record<string, Fault>>,
    onset: Onset,
    health: Health,
    lengths: readonly Length[] = LENGTHS,
  ) => {
    for (const [fault, strike] of Object.entries(faults))
      for (const length of lengths) cases.push({ service, fault, strike, onset, health, length });
  };
  add('GitHub', OF_HTTP, 'the start', 'well');
  add('GitHub', OF_HTTP, 'the first bake', 'well');
  add('GitHub', OF_HTTP, 'the first bake', 'ill', ['once', 'for a minute']);
  add('Prometheus', OF_HTTP, 'the start', 'well', ['for ever']);
  add('Prometheus', OF_HTTP, 'the first bake', 'well');
  add('Prometheus', OF_HTTP, 'the first bake', 'ill');
  add('target', OF_TARGET, 'the start', 'well');
  add('target', OF_TARGET, 'the first bake', 'well');
  add('target', OF_TARGET, 'the first bake', 'ill');
  for (const health of ['well', 'ill'] as const) {
    for (const [fault, jump] of Object.entries(JUMPS))
      cases.push({
        service: 'clock',
        fault,
        jump,
        onset: 'the first bake',
        health,
        length: 'once',
      });
  }
  return cases.map((one, index) => ({ id: `fault-${String(index + 1).padStart(3, '0')}`, ...one }));
}

/** No trouble at all: what all others are measured against. */
export const UNDISTURBED: Case = {
  id: 'fault-000',
  service: 'clock',
  fault: 'nothing',
  onset: 'the start',
  length: 'once',
  health: 'well',
  jump: 0,
};

const HOUR = 3_600_000;

const JUMPS: Readonly<Record<string, number>> = {
  'an hour forwards': HOUR,
  'a minute forwards': HOUR / 60,
  'a minute backwards': -HOUR / 60,
  'ten minutes backwards': -HOUR / 6,
};

export function describeCase({ id, service, fault, length, onset, health }: Case): string {
  return `${id}: ${service} ${fault}, ${length} from ${onset}, canary ${health}`;
}
