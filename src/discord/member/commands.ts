/** What the staff can do by a command, in one piece: it is loaded with the first of them. */
export { approve } from './approve.ts';
export { block, unblock } from './block.ts';
export { lookUp } from './lookup.ts';
export { reset } from './reset.ts';
export { revoke } from './revoke.ts';
