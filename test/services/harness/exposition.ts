const BOUNDS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const;

export interface RequestMetrics {
  count(status: number, seconds: number): void;
  /** Prometheus text exposition format 0.0.4. */
  render(): string;
}

/** Counts requests by status and their durations by bucket, for one version. */
export function createRequestMetrics(version: string): RequestMetrics {
  const requests = new Map<number, number>([[200, 0]]);
  const buckets = BOUNDS_SECONDS.map(() => 0);
  let total = 0;
  let sum = 0;

  const renderHistogram = (): string[] => {
    const name = 'http_request_duration_seconds';
    const bucket = (le: number | string, count: number) =>
      `${name}_bucket{version="${version}",le="${le}"} ${count}`;
    return [
      `# TYPE ${name} histogram`,
      ...BOUNDS_SECONDS.map((le, index) => bucket(le, buckets[index] ?? 0)),
      bucket('+Inf', total),
      `${name}_sum{version="${version}"} ${sum}`,
      `${name}_count{version="${version}"} ${total}`,
    ];
  };

  return {
    count(status, seconds) {
      requests.set(status, (requests.get(status) ?? 0) + 1);
      total += 1;
      sum += seconds;
      BOUNDS_SECONDS.forEach((le, index) => {
        if (seconds <= le) buckets[index] = (buckets[index] ?? 0) + 1;
      });
    },
    render: () =>
      [
        '# TYPE http_requests_total counter',
        ...Array.from(
          requests,
          ([code, count]) => `http_requests_total{code="${code}",version="${version}"} ${count}`,
        ),
        ...renderHistogram(),
        '',
      ].join('\n'),
  };
}
