import { EventEmitter, once } from 'node:events';
import type { JobControl } from './act.ts';
import type { LeafJob } from './frame.ts';

/** A job's place among those that run. */
export interface JobSlot {
  readonly isCancelled: () => boolean;
  /** Settles when the job is cancelled. */
  readonly cancellation: Promise<'cancelled'>;
  readonly takeControl: (control: JobControl) => void;
  readonly leave: () => void;
}

export interface RunningJobs {
  enter(leaf: LeafJob): JobSlot;
  /** Cancels the run: of the running jobs those whose `if` no longer holds, as on GitHub. */
  readonly cancel: () => void;
  readonly isCancelled: () => boolean;
  readonly loseRunner: (path: string) => void;
}

interface Entry {
  readonly leaf: LeafJob;
  readonly cancellation: EventEmitter;
  isCancelled: boolean;
  control: JobControl | undefined;
}

/** Keeps track of the jobs that run, so that they can be ended from outside. */
export function trackJobs(): RunningJobs {
  const entries = new Map<string, Entry>();
  let isRunCancelled = false;

  const cancelIfDue = (entry: Entry) => {
    if (entry.isCancelled || entry.leaf.mayRun()) return;
    entry.isCancelled = true;
    entry.cancellation.emit('cancelled');
    entry.control?.cancel();
  };
  return {
    enter(leaf) {
      const cancellation = new EventEmitter();
      const entry: Entry = { leaf, cancellation, isCancelled: false, control: undefined };
      entries.set(leaf.path, entry);
      return {
        isCancelled: () => entry.isCancelled,
        cancellation: once(cancellation, 'cancelled').then(() => 'cancelled'),
        takeControl(control) {
          entry.control = control;
          if (entry.isCancelled) control.cancel();
        },
        leave: () => void entries.delete(leaf.path),
      };
    },
    cancel() {
      isRunCancelled = true;
      for (const entry of entries.values()) cancelIfDue(entry);
    },
    isCancelled: () => isRunCancelled,
    loseRunner: (path) => entries.get(path)?.control?.loseRunner(),
  };
}
