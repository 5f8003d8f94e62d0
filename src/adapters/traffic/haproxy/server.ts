/** One server of the backend, as `show stat` tells it. */
export interface Server {
  readonly name: string;
  /** HAProxy's word: `UP`, `DOWN 1/2`, `MAINT`, `DRAIN`, `NOLB`, `no check`. */
  readonly status: string;
  readonly weight: number;
  readonly isBackup: boolean;
}

/** Whether new requests may reach it. Without health checks HAProxy believes it is there, and so must we. */
export function isServing({ status }: Server): boolean {
  return status.startsWith('UP') || status === 'no check';
}

/**
 * Reads the servers from the CSV of `show stat <backend> 4 -1`. Columns are found by their names, which are
 * stable between versions where their order is not promised. Returns undefined when it is no such table.
 */
export function parseServers(csv: string): readonly Server[] | undefined {
  const [head = '', ...rows] = csv.split('\n').filter((line) => line !== '');
  if (!head.startsWith('# ')) return undefined;
  const columns = head.slice(2).split(',');
  const places = ['svname', 'status', 'weight', 'bck'].map((name) => columns.indexOf(name));
  if (places.includes(-1)) return undefined;
  // Splitting at commas is enough: quoted texts only come in columns after these.
  return rows.map((row) => {
    const cells = row.split(',');
    const [name = '', status = '', weight = '', backup = ''] = places.map((at) => cells[at] ?? '');
    return { name, status, weight: Number(weight), isBackup: backup === '1' };
  });
}

/** Reads `5 (initial 100)`, the answer to `get weight`. */
export function parseServerWeight(text: string): number | undefined {
  const match = /^(\d+) \(initial \d+\)$/.exec(text);
  return match === null ? undefined : Number(match[1]);
}

/** The characters HAProxy itself allows in names: none of them can end a command or begin another. */
export function isName(text: string): boolean {
  return /^[\w.:-]+$/.test(text);
}
