import type { TargetHistory } from '../../../src/core/delivery/report.ts';
import { at, rollout } from './history.ts';

/**
 * Three weeks of a shop whose numbers can be had with paper and pencil. Each release is a letter, and its commit is
 * that letter forty times.
 */
export const SHOP: TargetHistory = {
  environment: 'production',
  name: 'shop',
  rollouts: [
    // The window before: one promotion, of the release that `f` will be taken back to.
    rollout({
      version: 'a',
      steps: [
        [at(1, '10:00'), 10],
        [at(1, '12:00'), 100],
        [at(1, '13:00'), 'promoted'],
      ],
    }),
    // Promoted: at 100% since 12:00.
    rollout({
      version: 'b',
      steps: [
        [at(9, '10:00'), 10],
        [at(9, '12:00'), 100],
        [at(9, '14:00'), 'promoted'],
      ],
    }),
    // Broke at 50%, raised 12:00, decided 12:20, back 12:21. Retried the next day, promoted from 50%.
    rollout({
      version: 'c',
      steps: [
        [at(10, '11:00'), 10],
        [at(10, '12:00'), 50],
        [at(10, '12:20'), 'back:criterion-failed'],
        [at(10, '12:21'), 'back'],
        [at(11, '09:00'), 'retried'],
        [at(11, '09:10'), 50],
        [at(11, '10:00'), 'promoting'],
        [at(11, '10:05'), 'promoted'],
      ],
    }),
    // No user met it.
    rollout({ version: 'd', steps: [[at(12, '10:00'), 'stopped']] }),
    // Taken over by a newer release.
    rollout({
      version: 'e',
      steps: [
        [at(13, '10:00'), 10],
        [at(13, '10:30'), 'back:superseded'],
        [at(13, '10:31'), 'back'],
      ],
    }),
    // Promoted, and put back 5 h after it had all the traffic.
    rollout({
      version: 'f',
      steps: [
        [at(14, '08:00'), 10],
        [at(14, '09:00'), 100],
        [at(14, '10:00'), 'promoted'],
      ],
    }),
    rollout({
      version: 'c',
      steps: [
        [at(14, '14:00'), 100],
        [at(14, '14:10'), 'promoted'],
      ],
    }),
    // A person took it back; the target did not obey before somebody moved the traffic by hand.
    rollout({
      version: 'g',
      steps: [
        [at(16, '10:00'), 5],
        [at(16, '10:50'), 'back:asked-by-person'],
        [at(16, '10:51'), 'failed'],
        [at(16, '11:30'), 'back'],
      ],
    }),
    // Under way.
    rollout({ version: 'h', steps: [[at(22, '10:00'), 5]] }),
  ],
};

export const MAIL: TargetHistory = {
  environment: 'production',
  name: 'mail',
  rollouts: [
    rollout({
      version: 'm',
      steps: [
        [at(20, '10:00'), 100],
        [at(20, '10:30'), 'promoted'],
      ],
    }),
  ],
};

export const STAGING: TargetHistory = { environment: 'staging', name: 'shop', rollouts: [] };

const committed = (version: string, moment: number) => [version.repeat(40), moment] as const;

/** Of `b` nobody knows. */
export const COMMITS: ReadonlyMap<string, number> = new Map([
  committed('a', at(1, '11:00')),
  committed('c', at(10, '08:05')),
  committed('f', at(14, '03:00')),
  committed('m', at(20, '09:00')),
]);
