import type { Hook } from '../core/plan/plan.ts';

export type HookResult =
  | { readonly outcome: 'ok' }
  | {
      readonly outcome: 'failed';
      readonly reason: 'exit' | 'timeout' | 'not-found';
      readonly detail: string;
    };

/** Runs the plan's own commands with SLUICE_* variables describing the rollout; nothing is interpolated into them. */
export interface Hooks {
  run(name: 'deploy' | 'promote' | 'cleanup', hook: Hook): Promise<HookResult>;
}
