/** In `criteria` a sentence says what is healthy; in `rollback`, what is harmful. */
export type Role = 'criterion' | 'condition';
