import type { Screen } from './corpus.ts';
import { createNotes } from './pieces.ts';

/** What the bot said, and what it sent, in this process of tests: one for all of its files. */
export const notes = createNotes();
export const screens = new Map<string, Screen>();
