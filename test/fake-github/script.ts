/** How a fault answers: a status, or a connection that breaks off, hangs, or ends mid-body. */
export type FaultyAnswer = number | 'reset' | 'timeout' | 'truncate';

/** A scripted misfortune. It befalls the next `times` matching requests, after letting `after` of them pass. */
export interface Fault {
  readonly match: RequestMatch;
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
export interface RequestMatch {
  readonly method?: string;
  /** A regular expression over the path: `/check-runs/\\d+$`. */
  readonly path?: string;
  /** A regular expression over the request's body as text: `updateRefs`. */
  readonly body?: string;
}

export interface MatchableRequest {
  readonly method: string;
  readonly path: string;
  readonly text: string;
}

/** What is to happen to, or just before, requests yet to come, in the order it was scripted. */
export interface Script {
  fail(fault: Fault): void;
  /** Lets somebody else act just before the next matching request is carried out: a race, lost for sure. */
  interrupt(match: RequestMatch, action: () => void): void;
  clear(): void;
  /** Acts what is due, and gives the fault that befalls this request, if one does. */
  take(request: MatchableRequest): Fault | undefined;
}

export function createScript(): Script {
  let faults: { readonly fault: Fault; passed: number; befallen: number }[] = [];
  let interruptions: { readonly match: RequestMatch; readonly action: () => void }[] = [];

  function takeFault(request: MatchableRequest): Fault | undefined {
    for (const entry of faults.filter(({ fault }) => fits(fault.match, request))) {
      if (entry.passed < (entry.fault.after ?? 0)) {
        entry.passed += 1;
      } else if (entry.befallen < (entry.fault.times ?? 1)) {
        entry.befallen += 1;
        return entry.fault;
      }
    }
    return undefined;
  }

  return {
    fail(fault) {
      faults.push({ fault, passed: 0, befallen: 0 });
    },
    interrupt(match, action) {
      interruptions.push({ match, action });
    },
    clear() {
      faults = [];
      interruptions = [];
    },
    take(request) {
      const due = interruptions.find(({ match }) => fits(match, request));
      interruptions = interruptions.filter((entry) => entry !== due);
      due?.action();
      return takeFault(request);
    },
  };
}

function fits(match: RequestMatch, request: MatchableRequest): boolean {
  return (
    (match.method === undefined || match.method === request.method) &&
    (match.path === undefined || new RegExp(match.path).test(request.path)) &&
    (match.body === undefined || new RegExp(match.body).test(request.text))
  );
}
