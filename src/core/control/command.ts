/** What a person may ask of a rollout. `promote` means the phase that runs; `retry` one that rests. */
export type Command =
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'abort' }
  | { readonly kind: 'promote' }
  | { readonly kind: 'promote-full' }
  | { readonly kind: 'retry' }
  /** What waits, if it is this phase and this version, where they are named. */
  | { readonly kind: 'approve'; readonly phase?: string; readonly version?: string }
  | { readonly kind: 'skip-gate'; readonly gate: string };

/** A command with who gave it, why, and how it came. Texts in it are from outside. */
export interface Order {
  readonly command: Command;
  readonly by: string;
  readonly reason?: string;
  readonly via: 'comment' | 'dispatch' | 'cli';
  /** Where it was given: the comment, or the run that was dispatched. */
  readonly url?: string;
}
