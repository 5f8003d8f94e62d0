/** Where in the plan something stands: keys of mappings and indexes (from 0) of lists. */
export type Path = readonly (string | number)[];
