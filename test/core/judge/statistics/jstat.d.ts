/** The part of jstat that serves as an oracle. */
declare module 'jstat' {
  const jstat: {
    readonly jStat: {
      readonly gammaln: (x: number) => number;
      readonly combinationln: (n: number, k: number) => number;
      readonly binomial: { readonly pdf: (k: number, n: number, p: number) => number };
      /** k drawn of m marked ones, when n of N are drawn. */
      readonly hypgeom: {
        readonly pdf: (k: number, N: number, m: number, n: number) => number;
      };
    };
  };
  export default jstat;
}
