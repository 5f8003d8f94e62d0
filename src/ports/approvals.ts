/** Whether people have let a phase begin. */
export type ApprovalResult =
  /** `by`: login names, empty when they cannot be read back. */
  | { readonly outcome: 'granted'; readonly by: readonly string[] }
  | { readonly outcome: 'waiting'; readonly detail: string }
  | { readonly outcome: 'refused'; readonly detail: string };

/** Asks people, or looks whether they have answered. A question that cannot be asked is `refused`. */
export interface Approvals {
  ask(environment: string, phase: string): Promise<ApprovalResult>;
}
