/** How a fault answers: a status, or a connection that breaks off, hangs, or ends mid-body. */
export type FaultyAnswer = number | 'reset' | 'timeout' | 'truncate';

/** A scripted misfortune. It befalls the next `times` matching requests, after letting `after` of them pass. */
export interface Fault {
  readonly match: FaultMatch;
  /** Default 1. */
  readonly times?: number;
  /** Default 0. */
  readonly after?: number;
  readonly answer: FaultyAnswer;
  /**
   * Whether the request is carried out all the same and only its answer lost, as when a connection
   * breaks at the wrong moment. Default false; a truncated answer is always one carried out.
   */
  readonly carriedOut?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body of a status answer; default GitHub's error form. */
  readonly body?: unknown;
}

/** All that are given must fit. */
export interface FaultMatch {
  readonly method?: string;
  /** A regular expression over the path: `/check-runs/\\d+$`. */
  readonly path?: string;
  /** A regular expression over the request's body as text: `updateRefs`. */
  readonly body?: string;
}

export interface FaultableRequest {
  readonly method: string;
  readonly path: string;
  readonly text: string;
}

/** Faults waiting to happen, in the order they were set. */
export interface FaultScript {
  add(fault: Fault): void;
  clear(): void;
  /** The fault that befalls this request, if one does; counts it. */
  take(request: FaultableRequest): Fault | undefined;
}

export function createFaultScript(): FaultScript {
  let waiting: { readonly fault: Fault; passed: number; befallen: number }[] = [];
  return {
    add(fault) {
      waiting.push({ fault, passed: 0, befallen: 0 });
    },
    clear() {
      waiting = [];
    },
    take(request) {
      for (const entry of waiting.filter(({ fault }) => fits(fault.match, request))) {
        if (entry.passed < (entry.fault.after ?? 0)) {
          entry.passed += 1;
        } else if (entry.befallen < (entry.fault.times ?? 1)) {
          entry.befallen += 1;
          return entry.fault;
        }
      }
      return undefined;
    },
  };
}

function fits(match: FaultMatch, request: FaultableRequest): boolean {
  return (
    (match.method === undefined || match.method === request.method) &&
    (match.path === undefined || new RegExp(match.path).test(request.path)) &&
    (match.body === undefined || new RegExp(match.body).test(request.text))
  );
}
